"""Words that most listings use, whatever they are about. They count for less and are not named as reasons.

In a collection of a few hundred listings "increase" can be as rare as "irrigation"; only a list can tell them apart.
Own work: English at length, numbers and the like in three more; other languages rely on rarity alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from banyan.engine.text import analyse

_ENGLISH: Final = """
three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty hundred half
month hour minute times per bad off next left
ability able above access accessible accomplish according achieve across act action active activity actual add add-on
addition additional address adopt advance advantage affect aim all allow alone already also alternative among amount
analysis annual another any anyone anywhere app appear application apply approach appropriate apps area around aspect
assess assist associate assure attend available average avoid award aware background base basic become before begin
behind benefit best better between beyond big both bring broad build building business call capability capable
capacity capture carry case cause center central centre certain challenge chance change check choice choose clear
close code collaborate collect collection combine come comment commercial common community company compare compete
competition complete complex component comprehensive concept concern condition conduct connect consider consist
contain content contest context continue contribute control core cost count country course create creation criteria
critical cross current custom cut daily data date day deadline deal decide decision define deliver demand demonstrate
depend deploy describe description design desire detail determine develop developer development different difficult
digital direct director discover display distribute diverse document domain down drive due during each ease easy
effect effective efficiency efficient effort either element eligible eliminate embed emerge employ enable encourage
end engage enhance ensure enter enterprise entire entrant entry environment equip especially essential establish etc
evaluate even event every everyone evidence example exceed excellent exchange execute existing expand expect
experience expert explore express extend extensive external face facilitate facility factor far fast feature feedback
few field final finalist find first fit fix flexible focus follow form format foundation framework free frequent full
function fund further future gain gap general generate get give global goal good government great group grow growth
guide handle hard help high highly hold home hope host however idea identify impact implement importance important
improve include increase independent indicate individual industry inform information initial initiative innovate
innovation innovative input inside institution integrate intend interest interface internal international introduce
invest involve issue item join judge keep key kind know knowledge known large last late later latest launch lead
leader learn least less let level leverage life like limit line link list little live local long look low main
maintain major make manage management manager many mark maximum mean means measure meet member method million minimum
mission mode model modern module monitor month most move much multiple national necessary need network never new next
non note novel now number object objective obtain offer office often old once one online only open operate operation
opportunity option order org organisation organization orgs original other others out outcome outside overall own page
part participant participate particular partner partnership people per percent perform performance period person phase
pilot place plan platform play please point policy pose possible potential practice present prevent previous price
primary principle prior private prize problem procedure process produce product professional program programme
progress project promote proper proposal propose protect prototype prove provide public publish purpose pursue push
put quality question quick range rapid rather reach read ready real receive recent recognise recognize recommend
record reduce refer region register regular relate relation release relevant reliable remain remove report represent
request require requirement research resource respond response responsible result return review right rise risk role
rule run safe same save scale schedule scope second section sector secure see seek select self serious serve service
set several severe share short show side sign significant similar simple simulate since single site situation size
skill small society software solution solve some source special specific staff stage stakeholder standard start state
stated statement status step still stop strategic strategy strong structure study submission submit succeed success
suggest suit suitable support sure surround sustain sustainability sustainable system take target task team tech
technical technique technology term test themselves therefore thing think third thousand three through throughout time
together tool top topic total toward traditional transfer transform transition trend trial true try turn two type
typical ultimate under understand unique unit united update upon usable use useful user utilise utilize valuable value
variety various vary vendor version via view vision visit wait want way web website week whether whole wide win winner
within without word work world worldwide would write year yet you young
"""


_OTHERS: Final = {
    "fr": """deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente quarante cinquante cent mille entre
        chaque an ans année mois semaine jour heure fois premier première nouveau petit grand besoin avoir faire
        permettre utiliser utilisation système solution projet offre service pays autre même tout tous""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta cuarenta cincuenta cien mil
        cada año años mes semana día hora vez primero nuevo pequeño grande necesidad necesitar tener hacer permitir
        usar uso sistema solución proyecto oferta servicio país otro mismo todo todos""",
    "pt": """dois três quatro cinco seis sete oito nove dez doze quinze vinte trinta quarenta cinquenta cem mil cada
        ano anos mês semana dia hora vez primeiro novo pequeno grande necessidade precisar ter fazer permitir usar uso
        sistema solução projeto oferta serviço país outro mesmo todo todos""",
}


@lru_cache(maxsize=1)
def common_terms() -> frozenset[str]:
    """The terms (stems) of the list."""
    lists = (("en", _ENGLISH), *_OTHERS.items())
    return frozenset(term for language, words in lists for term in analyse.terms(words, language))
