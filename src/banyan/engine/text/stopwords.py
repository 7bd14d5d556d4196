"""Short lists of words that carry no subject, per language (ISO 639-1). Own work: articles, pronouns, prepositions,
conjunctions and auxiliary verbs. Words with a subject in some listing ("state", "work", "need") are left in."""

from __future__ import annotations

from typing import Final

_LISTS: Final = {
    "en": """a an and are as at be been being but by can could did do does for from had has have he her his how i if in
        into is it its may me might more most must my no nor not of on or our shall she should so some such than that
        the their them then there these they this those to too under until up very was we were what when where which
        while who whom why will with would you your s t""",
    "fr": """au aux avec ce ces cet cette dans de des du elle elles en est et été être eu il ils je la le les leur leurs
        lui ma mais me même mes moi mon ne nos notre nous on ont ou où par pas pour qu que qui sa se ses si son sont sur
        ta te tes toi ton tu un une vos votre vous c d j l à m n s t y afin ainsi donc dont plus très sans""",
    "es": """a al algo ante como con contra cual cuando de del desde donde e el ella ellas ellos en entre era es esa ese
        eso esta este esto está están fue ha han hasta hay la las le les lo los más me mi muy nada ni no nos nosotros o
        otra otro para pero por porque que quien se ser si sin sobre son su sus también tan te ti tu un una uno unos y
        ya yo""",
    "pt": """a ao aos as até com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta este
        está eu foi há isso isto já lhe mais mas me mesmo meu minha muito na nas não nem no nos nós o os ou para pela
        pelas pelo pelos por quando que quem se sem ser seu seus só sua suas são também te tem um uma você à às é""",
    "de": """ab aber als also am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese dieser
        dieses doch du durch ein eine einem einen einer eines er es für haben hat ich ihr ihre im in ist ja kann können
        man mit nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so soll über um und uns unter vom von vor
        war was wenn werden wie wir wird zu zum zur""",
    "it": """a ad ai al alla alle anche che chi ci come con cui da dai dal dalla dalle dei del della delle di dove e ed
        era essere gli ha hanno i il in io la le lei lo loro lui ma mi ne nei nel nella nelle non noi o per perché più
        quale quando questa queste questi questo se sei si sia sono su sua sue sul sulla suo tra un una uno voi è""",
    "nl": """aan als bij dat de der die dit door dus een en er haar had heb hebben heeft het hij hoe hun ik in is ja je
        kan maar me men met mijn naar niet nog nu of om onder ons ook op over te tot u uit van veel voor was wat we wel
        werd wie wij wordt ze zich zij zijn zo zonder""",
    "sv": """alla att av de den det dig din du då eller en ett från för ha han har hon i inte jag kan med men mig min
        mot mycket ni nu när och om oss på sig sin som till under upp ut var vi vid vår än är""",
    "da": """af alle at de den der det dig din du efter eller en er et for fra ham han har hun hvad i ikke jeg kan man
        med men mig min ned nu når og om op os på sig som til ud var ved vi være""",
    "no": """alle at av de den der det deg din du eller en er et for fra ham han har hun hva i ikke jeg kan man med men
        meg min nå når og om opp oss på seg som til ut var ved vi være""",
    "fi": """ei ja joka jotka jos kuin kun mutta myös ne niin ole oli on ovat se sekä tai tämä""",
    "ro": """a acest această al ale am ar are au care ce cu că de din după ea ei el este fi fost i în la le lor mai nu o
        pe pentru prin să sau se si și sunt un una unei unui""",
    "pl": """a ale aby albo być był była było co czy dla do go i ich ile im ja jak jako je jego jej jest jeszcze już ku
        lub ma mnie na nad nie niż o od oraz po pod przez przy się są ta tak te tego tej ten to tu w we więc z za ze że
        został które który która""",
    "cs": """a aby ale ani ano až být co či do i jak jako je jeho její jejich jen jsou k kde která které který má na
        nebo od o po pro při s se si tak také to u v ve z za že""",
    "hu": """a az és hogy nem is egy ez vagy de ha csak meg már mint még van volt lesz kell ki be el""",
    "tr": """acaba ama bir biz bu bunu çok da daha de değil gibi hem her ile ise için ki kim mı mi mu mü ne o olan
        olarak ona onu sonra şey siz şu ve veya ya""",
    "id": """ada adalah akan anda antara apa atau bagi bahwa banyak beberapa bisa dalam dan dapat dari dengan di hanya
        harus ia ini itu jika juga kami karena ke kepada kita lebih maka mereka oleh pada para saat sangat saya sebagai
        secara sudah telah tidak untuk yang""",
    "ms": """ada adalah akan atau bagi bahawa boleh dalam dan dapat dari daripada dengan di ia ini itu jika juga kami
        kerana ke kepada kita lebih mereka oleh pada sebagai telah tidak untuk yang""",
    "sw": """ya wa na kwa ni katika la za cha vya kuwa hii hizo huo hiyo huu haya hayo ili au pia kama lakini yake wake
        zake lake yao wao zao hadi bila kila sana tu si mimi wewe yeye sisi ninyi kutoka ambayo ambao ambazo""",
    "vi": """và của là có các cho trong được với một những này đó khi từ để không người ra vào ở như đã sẽ đến cũng về
        hay hoặc rất bởi tại""",
    "tl": """ang mga sa ng na at ay para ito ko ka siya kami tayo sila kung hindi may mula pero o dahil""",
    "ru": """а без бы был была были было быть в вам вас во вот все всё вы где да для до его ее её если есть еще ещё же
        за и из или им их к как когда кто ли либо мне мы на над не него нее неё нет но о об он она они оно от по под при
        с со так также там то того той только тот ты у уже чем что чтобы эта эти это этот я""",
    "uk": """а або але без був була були бути в від вони він вона де для до є за з зі і й із їх його її коли на не ні
        але об по при про та так також те ти тільки у це цей що щоб як який яка які""",
    "ar": """في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ان أن إن كان كانت يكون تكون قد لقد لا ما لم لن هو
        هي هم نحن أنا كما أو او ثم حيث بين كل بعد قبل عند غير أي و ف ب ل ك""",
    "fa": """در از به با که این آن را و یا برای تا بر است هست بود شد می ها های یک هم نیز اما اگر چه هر ما شما آنها
        خود""",
    "ur": """کا کی کے میں سے کو پر اور ہے ہیں تھا تھی یہ وہ نے ایک کہ جو بھی نہیں ہم آپ لیے تک اس
        ان""",
    "hi": """का की के में से को पर और है हैं था थे थी यह वह ने एक कि जो भी नहीं हम आप लिए तक इस उस इन उन या तो ही कर
        करने किया हो होता होती होने गया साथ अपने""",
    "ne": """को का की मा ले लाई र छ छन् हो यो त्यो पनि गर्न गर्ने भएको एक तथा वा लागि बाट""",
    "bn": """এবং ও এই সেই যে কি না জন্য থেকে করে করা হয় হয়ে একটি তার তাদের আমরা আমি আপনি সঙ্গে বা কিন্তু এর""",
    "ta": """ஒரு இந்த அந்த மற்றும் என்று உள்ள ஆகும் அது இது என்ற""",
    "el": """ο η το οι τα του της των τον την και κι να με σε από για που ως στο στη στην στα είναι θα δεν αυτό αυτή ένα
        μια ή αλλά""",
    "hy": """և է են որ ու ի մի այս այդ նա էր""",
    "lt": """ir yra kad su iš į ar bet tai šis ši kaip nuo iki per apie""",
}

#: Stop words as people write them, lower case, per language.
STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split()) for language, words in _LISTS.items()
}
