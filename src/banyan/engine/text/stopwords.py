"""Short lists of words that carry no subject, per language (ISO 639-1). Own work: articles, pronouns, prepositions,
conjunctions, adverbs of degree, time and place, and auxiliary verbs. Words with a subject in some listing ("state",
"work", "need") are left in."""

from __future__ import annotations

from typing import Final

_LISTS: Final = {
    "en": """a an and are as at be been being but by can could did do does for from had has have he her his how i if
        in into is it its may me might more most must my no nor not of on or our shall she should so some such than
        that the their them then there these they this those to too under until up very was we were what when where
        which while who whom why will with would you your s t about after again against almost along also although
        always any anybody anything away because below between both cannot each else ever every everything except
        here him however itself just near neither nobody none nothing now onto over per same since somebody someone
        something still therefore though through till together toward towards upon us via whatever whether wherever
        whose within without yes yet""",
    "fr": """au aux avec ce ces cet cette dans de des du elle elles en est et été être eu il ils je la le les leur
        leurs lui ma mais me même mes moi mon ne nos notre nous on ont ou où par pas pour qu que qui sa se ses si
        son sont sur ta te tes toi ton tu un une vos votre vous c d j l à m n s t y afin ainsi donc dont plus très
        sans alors après assez aucun aucune aujourd aussi autre autres avant beaucoup bien car cela celle celles
        celui ceux chaque chez combien comme comment contre depuis derrière devant encore entre fait font hors ici
        jusqu jusque là lors lorsque malgré mieux moins ni non parce parfois parmi pendant peu peut peuvent
        plusieurs pourquoi presque puis quand quel quelle quelles quels quelque quelques quoi rien selon seul seule
        seulement sinon sous souvent tandis tant tel telle toujours tous tout toute toutes trop vers voici voilà
        vraiment""",
    "es": """a al algo ante como con contra cual cuando de del desde donde e el ella ellas ellos en entre era es esa
        ese eso esta este esto está están fue ha han hasta hay la las le les lo los más me mi muy nada ni no nos
        nosotros o otra otro para pero por porque que quien se ser si sin sobre son su sus también tan te ti tu un
        una uno unos y ya yo adonde además ahora ahí alguien algún alguna algunas algunos allí antes aquel aquella
        aquello aquí así aun aunque aún bajo bastante bien cada casi cuándo cuánto cuyo dentro después dos durante
        encima entonces estas estos etc fuera hacia hacen hace incluso luego mediante menos mientras mismo
        misma mucho mucha muchos muchas nadie ninguna ninguno nuestra nuestro nunca otras otros parece poco pocos
        pueden puede pues qué quién quienes según sea siempre solo sólo tal tanto toda todas todo todos tras unas
        varios vez vosotros""",
    "pt": """a ao aos as até com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta
        este está eu foi há isso isto já lhe mais mas me mesmo meu minha muito na nas não nem no nos nós o os ou
        para pela pelas pelo pelos por quando que quem se sem ser seu seus só sua suas são também te tem um uma você
        à às é abaixo acima agora ainda algo alguém algum alguma algumas alguns ali ambos antes aquela aquele aquilo
        aqui assim através bem cada contra cujo debaixo dentro depois desde dessa desse desta deste disso
        durante embora enquanto então essas esses estas estes fora junto logo longe menos mesma muita muitas muitos
        nada nenhum nenhuma nessa nesse nesta neste ninguém nossa nosso nunca onde outra outras outro outros perto
        pode podem porque pouco poucos qual quais qualquer quanto quase sempre sob sobre tal tanto toda todas todo
        todos tudo vários vez""",
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
    "id": """ada adalah akan anda antara apa atau bagi bahwa banyak beberapa bisa dalam dan dapat dari dengan di
        hanya harus ia ini itu jika juga kami karena ke kepada kita lebih maka mereka oleh pada para saat sangat
        saya sebagai secara sudah telah tidak untuk yang adapun agar agak akibat amat apabila apakah apalagi asal
        atas bagaimana bahkan bawah begitu belum berada berbagai berikut bersama biasa biasanya bila boleh
        bukan cara cukup cuma demi demikian depan diri dua hal hampir hingga jangan jadi jauh jarang justru
        kadang kali kalau kapan kecuali kembali kemudian kini kira lagi lain lalu lama langsung lewat luar maupun
        masih masing melalui memang menjadi menurut meski meskipun misalnya mulai mungkin namun nanti nya paling
        pasti per perlu pernah pula pun saja saling sama sambil sampai sana satu se seakan sebab sebelum sebuah
        sedang sedikit segala segera sehingga sejak sekali sekarang sekitar selain selalu selama seluruh semakin
        sementara semua sendiri seorang seperti sering serta sesuai sesudah setelah setiap siapa sini situ suatu
        supaya tadi tapi tanpa tengah tentang tentu tersebut terhadap terlalu tetap tetapi tiap tsb waktu
        walaupun yaitu yakni""",
    "ms": """ada adalah akan atau bagi bahawa boleh dalam dan dapat dari daripada dengan di ia ini itu jika juga kami
        kerana ke kepada kita lebih mereka oleh pada sebagai telah tidak untuk yang""",
    "sw": """ya wa na kwa ni katika la za cha vya kuwa hii hizo huo hiyo huu haya hayo ili au pia kama lakini yake
        wake zake lake yao wao zao hadi bila kila sana tu si mimi wewe yeye sisi ninyi kutoka ambayo ambao ambazo
        aidha ambacho ambalo ambako ambapo ambavyo ambaye ambamo baada baadhi bado bali basi baina chini dhidi
        endapo hapa hapana hasa hata hawa hicho hiki hilo hivi hivyo hizi hao huko humo huwa iliyo ilikuwa
        ingawa isipokuwa jambo jinsi juu kabisa kabla kadhaa kadri kati katikati kiasi kile kisha kitu kuhusu kule
        kumekuwa kupitia kuna kutokana kwamba kwani kwanza kwenye lile lini mbali mbele mno mojawapo
        moja mpaka mwao mwenyewe mwingine nao nani ndani ndio ndipo ndiyo nini nje nyuma nyingi nyingine pale
        pamoja pekee pengine popote sababu sasa tangu tena tofauti tokea upande vile vilevile vingi vyote
        wala wale wapi wengi wengine wenye wote yale yangu yetu yote zaidi zile zote""",
    "vi": """và của là có các cho trong được với một những này đó khi từ để không người ra vào ở như đã sẽ đến cũng
        về hay hoặc rất bởi tại ai bao bên bị biết cả cách càng cần chỉ chính chưa chúng chứ còn cùng cứ dù dưới
        đang đâu đây đều đi điều do đủ gì giữa hãy hết hơn họ khác kể lại lên lúc luôn mà mình mọi mỗi nào nay nên
        nếu ngay nhau nhiều nhưng nơi nữa phải qua quá rằng riêng rồi sau sẵn sao ta tất theo thế thêm thì tôi
        trên trước tuy từng vẫn vậy vì việc vừa xuống""",
    "tl": """ang mga sa ng na at ay para ito ko ka siya kami tayo sila kung hindi may mula pero o dahil""",
    "ru": """а без бы был была были было быть в вам вас во вот все всё вы где да для до его ее её если есть еще ещё
        же за и из или им их к как когда кто ли либо мне мы на над не него нее неё нет но о об он она они оно от по
        под при с со так также там то того той только тот ты у уже чем что чтобы эта эти это этот я более больше
        будет будто бывает вдруг ведь весь вместо вне внутри вокруг вообще всегда всего всей всем всеми всему всех
        всю всюду всякий даже два другой другие другого ей ему здесь иногда каждый какая какие каким какого какой
        кого кому кроме кругом куда лишь лучше между менее меньше много могут может можно мой моя нам нами нас наш
        наша наши ней некоторые нельзя нигде никогда никто ним ними них ничего ничто однако одни одно около опять
        особенно очень перед после потом почему почти поэтому пусть раз сам сама сами свой своих себе себя сегодня
        сейчас сразу сюда такая такие такой твой тем теперь тех типа тогда тоже тут хотя чего чему через чей чтоб
        чуть этим этих этого этой этому эту""",
    "uk": """а або але без був була були бути в від вони він вона де для до є за з зі і й із їх його її коли на не ні
        але об по при про та так також те ти тільки у це цей що щоб як який яка які""",
    "ar": """في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ان أن إن كان كانت يكون تكون قد لقد لا ما لم لن
        هو هي هم نحن أنا كما أو او ثم حيث بين كل بعد قبل عند غير أي و ف ب ل ك أحد أكثر أمام إذ إذا إلا إما أثناء أقل
        آخر أخرى أسفل أمس أولئك أين أيضا  بعض بل بدون بسبب به بها بهذا تحت تم جدا جميع حتى حول حين خارج خلال
        خلف دون ذات رغم سوف سوى ضد ضمن طوال عبر عدة عدم عليه عليها عندما عنه عنها فإن فقط فوق فيه فيها فيما كأن كذلك
        كلا كم كيف لأن لدى لدينا لكن لكل لما لماذا لنا له لها لهم ليس ليست لو ليت متى مثل معظم معه معها مما ممكن منذ
        منه منها منهم نفس نفسه هؤلاء هل هنا هناك وإن وأن وقد وكان ولا ولم وما ومن وهو وهي يتم يجب يمكن""",
    "fa": """در از به با که این آن را و یا برای تا بر است هست بود شد می ها های یک هم نیز اما اگر چه هر ما شما آنها
        خود""",
    "ur": """کا کی کے میں سے کو پر اور ہے ہیں تھا تھی یہ وہ نے ایک کہ جو بھی نہیں ہم آپ لیے تک اس ان اب اگر انہیں
        انہوں ایسا ایسے اپنا اپنی اپنے بعد بہت بغیر تاکہ تب تم تو جب جہاں جس جن جیسے حالانکہ دو ذریعے رہا رہی رہے
        ساتھ سب صرف طرح علاوہ کب کبھی کرتا کرتے کرنا کرنے کریں کئی کس کسی کم کوئی کون کچھ کہاں کیا کیسے کیوں گئی گئے
        گیا لئے لیکن مگر میرا نہ نیچے وغیرہ پاس پھر پہلے ہر ہمارا ہمارے ہو ہوا ہوتا ہوتی ہوتے ہونا ہوئے یا""",
    "hi": """का की के में से को पर और है हैं था थे थी यह वह ने एक कि जो भी नहीं हम आप लिए तक इस उस इन उन या तो ही कर
        करने किया हो होता होती होने गया साथ अपने अगर अतः अथवा अब अभी अलग आदि इतना इनका इनके इन्हें इसका इसकी इसके
        इसमें इससे इसी इसे उनका उनकी उनके उन्हें उसका उसकी उसके उससे उसी उसे ऐसा ऐसी ऐसे कई कब कभी कम करता करती करते
        करना करनी करें कहा कहाँ कहीं किन्तु कितना किस किसका किसी किसे कुछ कृपया केवल कैसे कोई कौन क्या क्यों गए गई
        गये चाहिए जब जबकि जहाँ जा जाता जाती जाते जाने जिन जिनका जिन्हें जिस जिसका जिसकी जिसके जिसमें जिससे जिसे जैसा
        जैसे ज़्यादा ज्यादा तथा तब तरह थोड़ा दिया दी दूर दूसरा दूसरी दूसरे दो द्वारा दौरान ना नीचे पड़ता परंतु पहले
        पास पूरा पूरी फिर बनी बहुत बाद बार बारे बिना बीच भर मगर मुझे मेरा मेरी मैं यदि यहाँ यही ये रखा रहता रहती
        रहते रहा रही रहे लगभग लिया लेकिन लेने वही वहाँ वाला वाली वाले वे वैसे सकता सकती सकते सब सबसे सभी सा सारा
        सारे सिर्फ सी हमारा हमारी हमारे हमें हर हुआ हुई हुए हूँ""",
    "ne": """को का की मा ले लाई र छ छन् हो यो त्यो पनि गर्न गर्ने भएको एक तथा वा लागि बाट""",
    "bn": """এবং ও এই সেই যে কি না জন্য থেকে করে করা হয় হয়ে একটি তার তাদের আমরা আমি আপনি সঙ্গে বা কিন্তু এর""",
    "ta": """ஒரு இந்த அந்த மற்றும் என்று உள்ள ஆகும் அது இது என்ற""",
    "el": """ο η το οι τα του της των τον την και κι να με σε από για που ως στο στη στην στα είναι θα δεν αυτό αυτή ένα
        μια ή αλλά""",
    "hy": """և է են որ ու ի մի այս այդ նա էր""",
    "lt": """ir yra kad su iš į ar bet tai šis ši kaip nuo iki per apie""",
    "bg": """а ако ала без беше би бъде в вече ви все във върху да до докато е едва един една едно за защо и из или
        им има как като кога когато което които кой който коя към ли май между ми много може на над най не него нещо
        ни никой но няма обаче от по под поради после при през пред само са се след със така там този това тази тези
        те той тя у ще че""",
    "hr": """a ako ali bez bi biti bila bilo bio da dok do ga gdje i ih ili im iz iza između je jer jesu kad kada
        kako kao koja koje koji kojim koju kroz li mi može na nad nakon ne nego nije nisu njih o od oko on ona oni
        ono osim po pod pored prema pri prije protiv s sa samo se smo su što ta tada taj tako te ti to u uz već
        vrlo za zato zbog će""",
    "sk": """a aby aj ak ako ale alebo ani áno bez bol bola bolo boli by byť cez čo do ho i ich iba im ja je jeho
        jej k kde keď kto ktorá ktoré ktorí ktorý ktorých ku len ma majú medzi mi mu má na nad nám nie o od okolo on
        ona oni ono po pod podľa pre pred pri s sa si sme so sú ste tak tam ten tento to tu už v vo však z za zo že""",
    "sl": """a ali bi bil bila bilo bo brez da do ga ima in iz ja je jih jo k kaj kako kar kateri katera katere ker
        ki ko kot med na nad ne ni njih o ob od on ona oni pa po pod pred pri proti s saj sam samo se si smo so ste
        še ta tako tam te tega ti to tudi v več za zato zaradi z že""",
    "lv": """ar arī bet bez bija būt caur cik es gan ir ja jau jo ka kad kas katrs kā kāda kāds kur ko līdz lai mēs
        mūsu nav ne no nekā par pēc pie pret pirms starp šo šis šī tad tas tā tās tie to tur un uz vai vairāk var
        viņa viņš viņi vien zem""",
    "et": """aga ei ehk et ega enne ette ja juba järele kas kes ka kui kuid koos kogu kus kuni läbi ma me meie mida
        mille mis mitte mu neid nende nad ning nii oli oma on ole olla peale pärast pole saab see seda selle siis
        sest siia ta tema teha te vaid veel või välja üle ühe""",
    "ca": """a al als amb aquell aquella aquest aquesta aquests cada com de del dels des el ella ells els en entre
        era és està han hi ho i la les li lo més molt ni no o on per perquè però pel pels que qui quan se sense ser
        seu seva si sobre són també tan un una unes uns""",
    "gl": """a ao aos as á ás ata coma con cando da das de do dos e é el ela eles en entre era esa ese esta este
        están está foi ha hai máis mais me moi na nas no nos non o os ou para pero pola polas polo polos por que
        quen se sen ser seu sobre son súa tamén un unha unhas uns""",
    "uz": """ammo agar albatta bilan bir bo boʻlgan boʻlib boʻladi bu bunda edi emas esa ham hamda har hech ikki
        kabi keyin kim lekin ling men necha nima oʻz qachon qadar qanday sen shu shuning siz uchun u ular va ya yoki
        yana""",
    "az": """amma belə bir biz bu bunun çox daha də da deyil əgər edir edən etmək həm hər heç ilə ilk isə kimi ki
        lakin mən necə nə o olan olaraq olar olur olduğu onlar onun özü qədər sən siz sonra üçün üzrə və ya yalnız""",
    "tk": """barada başga bilen bir biz bolan bolar bolsa bolup bu däl diňe edip eger emma ep ene has hem hemme her
        ile indi käbir kim men näme nähili olar ol onuň öz sen siz soň soňra şeýle şol şu üçin we ýa ýaly ýöne""",
    "kk": """ал ана арқылы бар барлық бір біз бойынша бол болады болған болып бұл да де деп дейін егер емес ең енді
        және жоқ кейін кез керек кім қалай қандай мен мына не немесе оған ол олар оның осы өз өте сен сіз сол соң
        туралы үшін әр""",
    "ky": """ал алар анын аркылуу бар бардык бир биз бою бол болгон болот болуп бул да деген деп дагы жана же жок
        кантип керек кийин ким кээ мен менен не ошол өз өтө сен сиз тууралуу үчүн чейин эгер эле эмес эң""",
    "tg": """агар аз ҳам ҳар ҳамчун ҳама аст ба бе баъд барои бо бошад бояд буд ва вай вале дар ё ин инчунин ки
        кунад мо мешавад на низ он онҳо пас то тавассути танҳо худ чи чун чунин шавад шуд шумо як якчанд яъне""",
    "so": """aad aan aanay ah ahaa ahaan ahay ama ay ayaa ayay ayey baa ka kala kale kasta ku la lagu leh loo loogu
        ma marka oo si siday sida sidoo u uu waa waan waxa waxaa waxay waxaan wuxuu xitaa""",
    "ha": """a akan ake ba cikin da daga dai domin don duk ga haka har idan in ina ita ka kan kamar ko kowa kuma
        lokacin ma mai masu muna na ne ni sai shi su suna ta tana wadanda wani wannan wata ya yana yi zuwa""",
    "mg": """ary amin any ao avy azo dia efa eo fa fotsiny hatramin ho ihany iray isika ity izany
        izay izy izahay ka ko koa mba misy na nandritra ny nefa noho raha rehefa sy tamin tsy toy""",
    "ht": """a ak ale an ansanm ap apre ba bay chak ki kote kou la lè li men mwen nan nou ou oswa pa pi pou pral sa
        se si sou te ti toujou tou tout twa yo yon youn""",
    "am": """ላይ ነው ነበር ናቸው እና ወደ ውስጥ ከ ግን ይህ ይህን ያ እንደ ስለ እስከ ወይም ሁሉ ሁሉም እንዲሁም ብቻ ነገር ጋር በኋላ በፊት ደግሞ""",
    "sr": """а ако али без би бити био била било да до док за зато због и или им их из између ја је један једна јер
        још када као како кад ка која које који којим који којој кроз ли ми може мора на над након не него није њих
        њихов
        о од око он она они оно осим по под поред после преко према пре при против са само се сам смо су сва све сви
        та тада тај тако те ти то у уз већ врло""",
}

#: One language under several names: the list of the first holds for the others.
_ALIKE: Final = {"hr": ("bs", "cnr", "sh"), "no": ("nb", "nn")}

#: Stop words in folded letters, per language.
STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(words.casefold().split())
    for language, words in _LISTS.items()
    for code in (language, *_ALIKE.get(language, ()))
}
