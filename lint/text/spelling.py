"""Misspelled words, by fixed lists: nothing is guessed.

The lists contain misspellings that curators of WikiPathways corrected by hand or that occur in their
records and captions: words of biology, and names of chemicals and species. None of them means anything
else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.text.words import looked_for, words_in

English = Literal["any", "american"]

_WORD = lazy(r"(?<![\w/.@-])[A-Za-z]+(?![\w@-]|\.\w)")

_WORDS = """
abberant:aberrant abberrant:aberrant accomodate:accommodate accross:across accumalation:accumulation
accummulate:accumulate acheive:achieve acheived:achieved acitvation:activation acitvity:activity
acording:according activaton:activation activiation:activation activites:activities additonal:additional
adipocite:adipocyte agressive:aggressive aldosteron:aldosterone alterated:altered althought:although
amoung:among amplication:amplification anabolisim:anabolism angiogenisis:angiogenesis angiogensis:angiogenesis
apopotosis:apoptosis apoptois:apoptosis apoptosos:apoptosis apoptsis:apoptosis apotosis:apoptosis
appearence:appearance appoptosis:apoptosis aquired:acquired arround:around artherosclerosis:atherosclerosis
asociated:associated assiciated:associated assocation:association assosiated:associated
atheroscelerosis:atherosclerosis atherosclerosos:atherosclerosis atophagosome:autophagosome
autolysosme:autolysosome autosommal:autosomal availabe:available avaliable:available beacuse:because
becasue:because becuase:because begining:beginning beleived:believed bepatitis:hepatitis betwen:between
beween:between biosynthetis:biosynthesis biosynthsis:biosynthesis biosythesis:biosynthesis
calneurin:calcineurin caracterized:characterized carboxilation:carboxylation carcinogensis:carcinogenesis
catalized:catalyzed catalizes:catalyzes cellualr:cellular celullar:cellular charaterized:characterized
chemichal:chemical cholesteral:cholesterol chromosone:chromosome circulatation:circulation
coeficient:coefficient commited:committed comonly:commonly comparision:comparison completly:completely
componant:component componants:components concensus:consensus concentation:concentration
concentraion:concentration conection:connection conseqence:consequence consistant:consistent contian:contain
controled:controlled cytoplasim:cytoplasm cytosceleton:cytoskeleton cytoskelton:cytoskeleton
decribed:described decribes:describes deficency:deficiency deficieny:deficiency degradated:degraded
degradaton:degradation degredation:degradation dehdrogenase:dehydrogenase deoxigenated:deoxygenated
deoxiginated:deoxygenated dependance:dependence dependant:dependent dephosporylation:dephosphorylation
descripton:description desease:disease deseases:diseases detoxyfication:detoxification
developement:development diabetis:diabetes diesease:disease diferent:different diferentiation:differentiation
differant:different differentation:differentiation differntiation:differentiation diffrent:different
discribed:described disese:disease disfunction:dysfunction dissociatation:dissociation ecents:events
effecient:efficient embrionic:embryonic endoplamic:endoplasmic endosplasmic:endoplasmic enviroment:environment
enviromental:environmental environement:environment enzime:enzyme enzimes:enzymes epidermial:epidermal
epigentic:epigenetic epigentics:epigenetics epithelal:epithelial epithelical:epithelial epytelium:epithelium
epythelial:epithelial epythelium:epithelium especialy:especially evidance:evidence excrection:excretion
existance:existence experssion:expression expresed:expressed expresion:expression expresssion:expression
exsist:exist exsists:exists extracelluar:extracellular facter:factor familiy:family fibroblat:fibroblast
fibroblats:fibroblasts fucntion:function fuction:function fuctions:functions funciton:function
functionning:functioning functons:functions funtion:function funtional:functional fushion:fusion
generaly:generally glycolisis:glycolysis glycolsis:glycolysis growht:growth hematopoetic:hematopoietic
hepatocite:hepatocyte hepatocites:hepatocytes heredetary:hereditary heriditary:hereditary
heterodymer:heterodimer higly:highly hipoxia:hypoxia homeostasys:homeostasis homeostatis:homeostasis
homeostatsis:homeostasis homoestasis:homeostasis hormons:hormones hydrolized:hydrolyzed hyopoxia:hypoxia
hypertention:hypertension hypertrohpy:hypertrophy hypertropthy:hypertrophy hypothalmus:hypothalamus
identfied:identified identifed:identified identifiy:identify imflammation:inflammation immediatly:immediately
immunodeficency:immunodeficiency implicted:implicated imune:immune incldes:includes incorperated:incorporated
inculding:including independant:independent independantly:independently indipendent:independent
inflamation:inflammation inflamatory:inflammatory infomation:information inhbition:inhibition
inhibitior:inhibitor inhibiton:inhibition inhibitted:inhibited inhibtor:inhibitor inhibts:inhibits
initally:initially initation:initiation interacton:interaction interferance:interference
intermidiate:intermediate intgrin:integrin intracelluar:intracellular invloved:involved involed:involved
involvment:involvement invoved:involved invovled:involved laboratry:laboratory leucemia:leukemia
leukemai:leukemia lipoprotien:lipoprotein lymphocite:lymphocyte lymphocites:lymphocytes macrophague:macrophage
maintainance:maintenance maintenence:maintenance mantain:maintain matabolism:metabolism matabolite:metabolite
mebrane:membrane mechanim:mechanism mechansim:mechanism mechnism:mechanism membran:membrane membrance:membrane
metabolim:metabolism metabolisim:metabolism metabolsim:metabolism metobolism:metabolism
microenviroment:microenvironment mitochodria:mitochondria mitochodrial:mitochondrial mitochondia:mitochondria
mitochondira:mitochondria mitochondiral:mitochondrial mitochrondria:mitochondria mitochrondrial:mitochondrial
mitrochondrial:mitochondrial modulcation:modulation moeity:moiety molecul:molecule mulitple:multiple
multipal:multiple mutaion:mutation mutatation:mutation neccesary:necessary neccessarily:necessarily
neccessary:necessary necesary:necessary negativly:negatively nephrotoxcicity:nephrotoxicity
neuropsyschiatric:neuropsychiatric neurotransmiter:neurotransmitter neurotransmiters:neurotransmitters
neutrophill:neutrophil nucelus:nucleus nuclues:nucleus nulceus:nucleus occurance:occurrence
occurances:occurrences occured:occurred occurence:occurrence occuring:occurring occurr:occur occurrs:occurs
oligodentrocyte:oligodendrocyte oligodentrocytes:oligodendrocytes organel:organelle organsim:organism
orginal:original osteoblats:osteoblasts oxidatation:oxidation oxidatiion:oxidation oxidaton:oxidation
pancreatits:pancreatitis paralell:parallel parasitical:parasitic particpate:participate
particulary:particularly pathogensis:pathogenesis pathwasy:pathways pathwway:pathway pathwya:pathway
patway:pathway patways:pathways peform:perform perfomed:performed permeablity:permeability
permiability:permeability persistant:persistent phopshatase:phosphatase phosphatse:phosphatase
phospholipds:phospholipids phosphorilated:phosphorylated phosphorilation:phosphorylation
phosphorlated:phosphorylated phosphorlyation:phosphorylation phosphoryaltion:phosphorylation
phosphorylaton:phosphorylation phosphotase:phosphatase phosphotases:phosphatases phosporylated:phosphorylated
phosporylation:phosphorylation phosprorylation:phosphorylation pleaes:please pluripotant:pluripotent
postive:positive potenial:potential precurser:precursor prefered:preferred pregancy:pregnancy
prescence:presence presense:presence primarly:primarily proccess:process proccesses:processes processs:process
produciton:production prodution:production proliferaton:proliferation proliferion:proliferation
promotor:promoter propogation:propagation protien:protein protiens:proteins publised:published
reactons:reactions reccomended:recommended recepors:receptors recepter:receptor recepters:receptors
receptos:receptors receptro:receptor recesive:recessive recieve:receive recieved:received reciever:receiver
recieves:receives recpetor:receptor recruitement:recruitment recrutment:recruitment recticulum:reticulum
refered:referred regluation:regulation regualted:regulated regualtion:regulation reguation:regulation
regulaiton:regulation regulat:regulate relase:release relased:released relativly:relatively relevent:relevant
replicaton:replication reponse:response repsonse:response reseptor:receptor resistence:resistance
resistent:resistant resitance:resistance resonse:response respectivly:respectively respiritory:respiratory
responce:response responsable:responsible resposne:response secreation:secretion selectivly:selectively
sensitve:sensitive sentitive:sensitive seperate:separate seperated:separated seperately:separately
seperation:separation sequencial:sequential sgtress:stress shealth:sheath sigaling:signaling
siganling:signaling siginaling:signaling siginificant:significant signaing:signaling signaliing:signaling
signalng:signaling signficant:significant signifcant:significant similiar:similar simultanously:simultaneously
singaling:signaling singalling:signalling skelatal:skeletal specfic:specific specifc:specific
specificaly:specifically speicies:species sphinoglipids:sphingolipids stablilized:stabilized
stablize:stabilize stimlation:stimulation stimluated:stimulated stimualted:stimulated
stimulatation:stimulation structral:structural strucutre:structure subsequant:subsequent
subsituted:substituted subtrate:substrate subtrates:substrates succesful:successful succesfully:successfully
successfull:successful supresed:suppressed supress:suppress supressed:suppressed supresses:suppresses
supression:suppression supressor:suppressor surival:survival surpress:suppress surpresses:suppresses
survial:survival susceptable:susceptible symptons:symptoms symtoms:symptoms syndrom:syndrome
syntesis:synthesis synthetized:synthesized synthsis:synthesis sythesis:synthesis sythesized:synthesized
tansferase:transferase targetted:targeted targetting:targeting theraputic:therapeutic therfore:therefore
thier:their thorugh:through threshhold:threshold throughtout:throughout througout:throughout
trancription:transcription tranferase:transferase tranformation:transformation tranport:transport
transcibed:transcribed transciption:transcription transciptional:transcriptional transcripion:transcription
transfered:transferred transfering:transferring transferrase:transferase translocatation:translocation
translocaton:translocation transmited:transmitted transporation:transportation transportor:transporter
transription:transcription trascription:transcription trasport:transport treament:treatment
treatement:treatment triggerred:triggered troughout:throughout tumorgenesis:tumorigenesis
tumorogenesis:tumorigenesis ubiquination:ubiquitination ubiquitinization:ubiquitination ubiquitious:ubiquitous
ubquitination:ubiquitination unkonwn:unknown unkown:unknown upregluated:upregulated usally:usually
usefull:useful ususally:usually vasularization:vascularization vesciles:vesicles visable:visible whcih:which
wich:which wiht:with withing:within
"""
_CHEMICALS = """
acetat:acetate acethylcholine:acetylcholine acetycholine:acetylcholine acetylcoline:acetylcholine
arachidoinic:arachidonic arachodonic:arachidonic arginin:arginine aspartat:aspartate
carnithine:carnitine cholesterole:cholesterol cholestrol:cholesterol choresterol:cholesterol
citrat:citrate citruline:citrulline coenzym:coenzyme cystein:cysteine
dehdrocholesterol:dehydrocholesterol dihydrotesosterone:dihydrotestosterone dopamin:dopamine
estradiole:estradiol fluorouracyl:fluorouracil fumarat:fumarate gluatmate:glutamate gluatmine:glutamine
glucos:glucose gluocose:glucose glutamat:glutamate glutamin:glutamine glutathion:glutathione
gluthatione:glutathione glyceraldahyde:glyceraldehyde glyderaldehyde:glyceraldehyde
hexadacadienoyl:hexadecadienoyl histamin:histamine hypoxantine:hypoxanthine insuline:insulin
isoleusine:isoleucine lactat:lactate leucotriene:leukotriene leukotrien:leukotriene melatonine:melatonin
nicotinamid:nicotinamide oxalacetic:oxaloacetic oxaloactetate:oxaloacetate oxaoacetic:oxaloacetic
palimitate:palmitate phophatidylcholine:phosphatidylcholine phophatidylinositol:phosphatidylinositol
phosphat:phosphate phosphatidilinositol:phosphatidylinositol phosphoglycercate:phosphoglycerate
phosphorycholine:phosphorylcholine progesteron:progesterone prostaglandine:prostaglandin
prostoglandin:prostaglandin pyrophosphat:pyrophosphate pyruvat:pyruvate seratonin:serotonin
serotonine:serotonin sphingosin:sphingosine succinat:succinate sulfat:sulfate sulfindac:sulindac
testosteron:testosterone theoromine:theobromine thromboxan:thromboxane triacylglycerole:triacylglycerol
triglycride:triglyceride triglycrides:triglycerides tromboxane:thromboxane trophosphate:triphosphate
tryptophane:tryptophan tyrosin:tyrosine vitamine:vitamin
"""
_SPECIES = """
arabidobsis:Arabidopsis arabidopis:Arabidopsis arabidposis:Arabidopsis caenorabditis:Caenorhabditis
caenorhabdidtis:Caenorhabditis drosophia:Drosophila drosophilla:Drosophila drosphila:Drosophila
eschericia:Escherichia escherischia:Escherichia melanogastor:melanogaster melanogester:melanogaster
musculis:musculus mycobacterum:Mycobacterium norvegicous:norvegicus norvegius:norvegicus
plasmodiun:Plasmodium saccharomices:Saccharomyces sacchromyces:Saccharomyces
sacharomyces:Saccharomyces thalania:thaliana thalina:thaliana xenopous:Xenopus
"""
_BRITISH = """
acidaemia:acidemia ageing:aging anaemia:anemia anaemias:anemias anaemic:anemic anaesthesia:anesthesia
anaesthetic:anesthetic anaesthetics:anesthetics apnoea:apnea bacteraemia:bacteremia caecum:cecum
coeliac:celiac defence:defense defences:defenses diarrhoea:diarrhea diarrhoeal:diarrheal
dyslipidaemia:dyslipidemia dyspnoea:dyspnea encyclopaedia:encyclopedia faecal:fecal faeces:feces
focussed:focused focusses:focuses focussing:focusing foetal:fetal foetus:fetus fulfil:fulfill
galactosaemia:galactosemia gynaecological:gynecological haem:heme haematology:hematology
haematopoiesis:hematopoiesis haematopoietic:hematopoietic haemodynamic:hemodynamic
haemoglobin:hemoglobin haemolysis:hemolysis haemolytic:hemolytic haemophilia:hemophilia
haemorrhage:hemorrhage haemorrhagic:hemorrhagic haemostasis:hemostasis homoeostasis:homeostasis
hypercholesterolaemia:hypercholesterolemia hyperglycaemia:hyperglycemia
hyperinsulinaemia:hyperinsulinemia hyperlipidaemia:hyperlipidemia hypoglycaemia:hypoglycemia
hypoxaemia:hypoxemia ischaemia:ischemia ischaemic:ischemic ketoacidaemia:ketoacidemia
leucocyte:leukocyte leucocytes:leukocytes leukaemia:leukemia leukaemias:leukemias leukaemic:leukemic
mould:mold moulds:molds oedema:edema oedematous:edematous oesophageal:esophageal
oesophagitis:esophagitis oesophagus:esophagus oestradiol:estradiol oestradiols:estradiols
oestrogen:estrogen oestrogenic:estrogenic oestrogens:estrogens oestrone:estrone oestrus:estrus
orthopaedic:orthopedic paediatric:pediatric paediatrics:pediatrics programme:program programmes:programs
septicaemia:septicemia skilful:skillful sulphate:sulfate sulphates:sulfates sulphide:sulfide
sulphonamide:sulfonamide sulphur:sulfur thalassaemia:thalassemia uraemia:uremia uraemic:uremic
"""
_IS = """
acclimat agon antagon aromat capital carbon catabol categor central character colocal colon
compartmental conceptual contextual crystall depolar depolymer desensit destabil digit dimer emphas
familiar fertil final formal functional general harmon heterodimer homodimer homogen hospital hybrid
hyperpolar hypothes immobil immun individual initial internal ion isomer keratin local magnet maxim
metabol metastas mineral minim mislocal mobil modern multimer neutral normal oligomer optim organ oxid
phagocyt polar polymer priorit random rational real recogn recrystall regular relocal reorgan repolar
revascular sensit solubil special stabil standard steril stigmat summar symbol synchron synthes tetramer
theor traumat trimer util vascular visual vital volatil
"""
_OUR = "behavi col endeav fav flav harb hon hum neighb od rum tum vap vig"
_ENDINGS = (
    (_IS, "ise:ize ised:ized ises:izes ising:izing isation:ization"),
    (_OUR, "our:or ours:ors oured:ored ouring:oring oural:oral"),
    ("ana cata dia electro hydro para", "lyse:lyze lysed:lyzed lysing:lyzing"),
    ("cancel channel fuel label level model remodel signal total travel tunnel", "led:ed ling:ing"),
    ("calib cent epicent fib lit lust millilit theat tit", "re:er res:ers"),
)
"""Beginnings of words, and their British endings with the American ones."""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


def _british() -> dict[str, str]:
    """Return British words with their American spelling."""
    words = _pairs(_BRITISH)
    for beginnings, endings in _ENDINGS:
        for beginning in beginnings.split():
            words |= {beginning + one: beginning + other for one, other in _pairs(endings).items()}
    return words


@cache
def _words(english: English) -> Mapping[str, str]:
    """Return the misspelled words in small letters, each with its correct spelling."""
    words = _pairs(_WORDS) | _pairs(_CHEMICALS) | _pairs(_SPECIES)
    return words if english == "any" else words | _british()


@cache
def _forms(english: English) -> frozenset[bytes]:
    words = _words(english)
    return looked_for([*words, *(word.capitalize() for word in words)])


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_misspelt(text: str, english: English) -> tuple[tuple[Span, str], ...]:
    """Return the spans of misspelled words in *text*, each with the correct spelling."""
    if _forms(english).isdisjoint(words_in(text)):  # as in most texts
        return ()
    words = _words(english)
    return tuple(
        (found.span(), _like(found[0], words[found[0].lower()]))
        for found in _WORD.finditer(text)
        if found[0].lower() in words and (found[0].islower() or found[0].istitle())
    )


def _like(word: str, right: str) -> str:
    """Return *right*, capitalised if *word* is."""
    return right[0].upper() + right[1:] if word[0].isupper() else right
