# Prints "identifier TAB status" of each record: perl harvest.pl BASE_URL PREFIX [FROM]
use strict;
use warnings;
use HTTP::OAI;

my ( $base, $prefix, $from ) = @ARGV;
my $harvester = HTTP::OAI::Harvester->new( baseURL => $base, resume => 1 );
my $answer    = $harvester->ListRecords(
    metadataPrefix => $prefix,
    ( $from ? ( from => $from ) : () ),
    onRecord => sub {
        my ($record) = @_;
        print join( "\t", $record->identifier, $record->status // '' ), "\n";
    },
);
die $answer->message if $answer->is_error;
