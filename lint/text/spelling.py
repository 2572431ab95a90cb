"""Words that are spelled wrongly, by closed lists: nothing is guessed.

The lists are what curators of WikiPathways corrected by hand and what their records and captions hold:
words of biology, names of chemicals and of species. No word on them means anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from lint.core.findings import Span
from lint.core.patterns import lazy
from lint.text.words import looked_for, words_in

English = Literal["any", "american"]

_WORDS = """
abberant:aberrant abberrant:aberrant accomodate:accommodate accross:across accumalation:accumulation
accummulate:accumulate acitvation:activation acitvity:activity activites:activities
additonal:additional adipocite:adipocyte agressive:aggressive alterated:altered
amplication:amplification anabolisim:anabolism angiogenisis:angiogenesis apoptois:apoptosis
apoptosos:apoptosis appoptosis:apoptosis aquired:acquired asociated:associated assiciated:associated
assocation:association assosiated:associated atheroscelerosis:atherosclerosis
atherosclerosos:atherosclerosis atophagosome:autophagosome autolysosme:autolysosome beacuse:because
becuase:because begining:beginning beleived:believed bepatitis:hepatitis biosynthsis:biosynthesis
biosythesis:biosynthesis calneurin:calcineurin carboxilation:carboxylation
carcinogensis:carcinogenesis catalized:catalyzed catalizes:catalyzes celullar:cellular
chemichal:chemical cholesteral:cholesterol chromosone:chromosome circulatation:circulation
coeficient:coefficient commited:committed comparision:comparison componant:component
componants:components concensus:consensus conection:connection conseqence:consequence
consistant:consistent controled:controlled cytoplasim:cytoplasm cytosceleton:cytoskeleton
cytoskelton:cytoskeleton decribed:described degradated:degraded degredation:degradation
dehdrogenase:dehydrogenase deoxigenated:deoxygenated deoxiginated:deoxygenated dependant:dependent
dephosporylation:dephosphorylation detoxyfication:detoxification developement:development
diferent:different differant:different differentation:differentiation differntiation:differentiation
diffrent:different disfunction:dysfunction dissociatation:dissociation effecient:efficient
embrionic:embryonic enviroment:environment enzime:enzyme enzimes:enzymes epidermial:epidermal
epigentic:epigenetic epigentics:epigenetics epithelical:epithelial epytelium:epithelium
epythelial:epithelial epythelium:epithelium evidance:evidence excrection:excretion exsist:exist
exsists:exists facter:factor familiy:family fibroblats:fibroblasts fucntion:function
fuction:function functionning:functioning funtion:function fushion:fusion glycolisis:glycolysis
glycolsis:glycolysis growht:growth hematopoetic:hematopoietic hepatocite:hepatocyte
hepatocites:hepatocytes heterodymer:heterodimer hipoxia:hypoxia homeostasys:homeostasis
homeostatis:homeostasis hydrolized:hydrolyzed hyopoxia:hypoxia hypertrohpy:hypertrophy
hypertropthy:hypertrophy identfied:identified identifed:identified immunodeficency:immunodeficiency
implicted:implicated incldes:includes incorperated:incorporated independant:independent
indipendent:independent inflamation:inflammation inflamatory:inflammatory inhbition:inhibition
inhibiton:inhibition inhibitted:inhibited initally:initially initation:initiation
interferance:interference intermidiate:intermediate intgrin:integrin invloved:involved
involed:involved laboratry:laboratory leucemia:leukemia lipoprotien:lipoprotein
lymphocite:lymphocyte lymphocites:lymphocytes maintainance:maintenance maintenence:maintenance
matabolism:metabolism mebrane:membrane membran:membrane membrance:membrane metabolim:metabolism
metabolsim:metabolism metobolism:metabolism microenviroment:microenvironment
mitochodria:mitochondria mitochodrial:mitochondrial mitochondira:mitochondria
mitochrondria:mitochondria mitochrondrial:mitochondrial mitrochondrial:mitochondrial
modulcation:modulation molecul:molecule multipal:multiple mutatation:mutation neccesary:necessary
neccessary:necessary necesary:necessary negativly:negatively nephrotoxcicity:nephrotoxicity
neuropsyschiatric:neuropsychiatric neurotransmiter:neurotransmitter
neurotransmiters:neurotransmitters occured:occurred occurence:occurrence occuring:occurring
occurr:occur oligodentrocyte:oligodendrocyte oligodentrocytes:oligodendrocytes organel:organelle
osteoblats:osteoblasts oxidatation:oxidation oxidatiion:oxidation pancreatits:pancreatitis
paralell:parallel parasitical:parasitic particpate:participate pathogensis:pathogenesis
pathwasy:pathways pathwway:pathway pathwya:pathway patway:pathway peform:perform perfomed:performed
phopshatase:phosphatase phosphatse:phosphatase phosphorilated:phosphorylated
phosphorilation:phosphorylation phosphorlyation:phosphorylation phosphorylaton:phosphorylation
phosporylated:phosphorylated phosporylation:phosphorylation phosprorylation:phosphorylation
pleaes:please pluripotant:pluripotent postive:positive potenial:potential precurser:precursor
prefered:preferred proccess:process proccesses:processes processs:process prodution:production
proliferaton:proliferation promotor:promoter propogation:propagation protien:protein
protiens:proteins publised:published reccomended:recommended receptro:receptor recieve:receive
reciever:receiver recieves:receives recpetor:receptor recrutment:recruitment refered:referred
regualted:regulated regualtion:regulation regulaiton:regulation regulat:regulate relase:release
relased:released relevent:relevant repsonse:response reseptor:receptor resistence:resistance
respiritory:respiratory responce:response responsable:responsible sentitive:sensitive
seperate:separate seperated:separated sequencial:sequential sgtress:stress shealth:sheath
siganling:signaling signaliing:signaling signalng:signaling singaling:signaling
singalling:signalling skelatal:skeletal specifc:specific speicies:species
sphinoglipids:sphingolipids stablilized:stabilized stablize:stabilize stimluated:stimulated
stimualted:stimulated stimulatation:stimulation strucutre:structure subsequant:subsequent
subtrate:substrate subtrates:substrates succesful:successful succesfully:successfully
supress:suppress supressed:suppressed supresses:suppresses supression:suppression
supressor:suppressor surpress:suppress surpresses:suppresses synthetized:synthesized
targetted:targeted targetting:targeting theraputic:therapeutic threshhold:threshold
tranformation:transformation transcibed:transcribed transciption:transcription
transcripion:transcription transfered:transferred transfering:transferring
translocatation:translocation transmited:transmitted transporation:transportation
triggerred:triggered tumorgenesis:tumorigenesis tumorogenesis:tumorigenesis
ubiquination:ubiquitination ubiquitinization:ubiquitination ubquitination:ubiquitination
unkown:unknown usally:usually vasularization:vascularization visable:visible wich:which
withing:within
"""
_CHEMICALS = """
acethylcholine:acetylcholine acetycholine:acetylcholine acetylcoline:acetylcholine
arachidoinic:arachidonic arachodonic:arachidonic carnithine:carnitine cholestrol:cholesterol
choresterol:cholesterol citruline:citrulline coenzym:coenzyme dehdrocholesterol:dehydrocholesterol
dihydrotesosterone:dihydrotestosterone fluorouracyl:fluorouracil gluatmate:glutamate
gluatmine:glutamine glucos:glucose gluocose:glucose glutathion:glutathione gluthatione:glutathione
glyceraldahyde:glyceraldehyde glyderaldehyde:glyceraldehyde
hexadacadienoyl:hexadecadienoyl hypoxantine:hypoxanthine isoleusine:isoleucine
leucotriene:leukotriene leukotrien:leukotriene nicotinamid:nicotinamide oxalacetic:oxaloacetic
oxaloactetate:oxaloacetate oxaoacetic:oxaloacetic palimitate:palmitate
phophatidylcholine:phosphatidylcholine phophatidylinositol:phosphatidylinositol
phosphatidilinositol:phosphatidylinositol phosphoglycercate:phosphoglycerate
phosphorycholine:phosphorylcholine prostaglandine:prostaglandin prostoglandin:prostaglandin
pyrophosphat:pyrophosphate pyruvat:pyruvate seratonin:serotonin serotonine:serotonin
sulfindac:sulindac testosteron:testosterone theoromine:theobromine thromboxan:thromboxane
triacylglycerole:triacylglycerol triglycride:triglyceride triglycrides:triglycerides
tromboxane:thromboxane trophosphate:triphosphate tryptophane:tryptophan vitamine:vitamin
"""
_SPECIES = """
arabidobsis:Arabidopsis arabidopis:Arabidopsis arabidposis:Arabidopsis caenorabditis:Caenorhabditis
caenorhabdidtis:Caenorhabditis drosophia:Drosophila drosophilla:Drosophila drosphila:Drosophila
eschericia:Escherichia escherischia:Escherichia melanogastor:melanogaster melanogester:melanogaster
musculis:musculus mycobacterum:Mycobacterium norvegicous:norvegicus norvegius:norvegicus
plasmodiun:Plasmodium saccharomices:Saccharomyces sacchromyces:Saccharomyces
sacharomyces:Saccharomyces thalania:thaliana thalina:thaliana xenopous:Xenopus
"""
_AMERICAN = """
anaemia:anemia analyse:analyze analysed:analyzed analysing:analyzing behaviour:behavior
behaviours:behaviors catalyse:catalyze catalysed:catalyzed catalysing:catalyzing
centre:center centres:centers characterise:characterize characterised:characterized
characterises:characterizes colour:color coloured:colored colours:colors
depolarisation:depolarization diarrhoea:diarrhea favour:favor favours:favors fibre:fiber
fibres:fibers foetal:fetal haem:heme haematopoiesis:hematopoiesis haematopoietic:hematopoietic
haemoglobin:hemoglobin hydrolyse:hydrolyze hydrolysed:hydrolyzed hypothesise:hypothesize
hypothesised:hypothesized ischaemia:ischemia ischaemic:ischemic labelled:labeled labelling:labeling
leukaemia:leukemia localisation:localization localised:localized metabolise:metabolize
metabolised:metabolized metabolises:metabolizes minimise:minimize mobilise:mobilize modelled:modeled
modelling:modeling neutralise:neutralize oedema:edema oesophageal:esophageal oesophagus:esophagus
oestradiol:estradiol oestrogen:estrogen oestrogens:estrogens optimise:optimize
organisation:organization organise:organize organised:organized oxidise:oxidize oxidised:oxidized
paediatric:pediatric polarised:polarized polymerise:polymerize recognise:recognize
recognised:recognized recognises:recognizes regularisation:regularization signalled:signaled
signalling:signaling stabilise:stabilize stabilised:stabilized stabilises:stabilizes
summarise:summarize summarised:summarized synthesise:synthesize synthesised:synthesized
synthesises:synthesizes tumour:tumor tumours:tumors utilisation:utilization utilise:utilize
utilised:utilized utilises:utilizes visualisation:visualization visualise:visualize
visualised:visualized visualises:visualizes
"""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


_LISTS: Mapping[str, Mapping[str, str]] = {
    "any": _pairs(_WORDS) | _pairs(_CHEMICALS) | _pairs(_SPECIES),
    "american": _pairs(_WORDS) | _pairs(_CHEMICALS) | _pairs(_SPECIES) | _pairs(_AMERICAN),
}
_WORD = lazy(r"(?<![\w/.@-])[A-Za-z]+(?![\w@-]|\.\w)")


@lru_cache(maxsize=2)
def _forms(english: English) -> frozenset[bytes]:
    words = _LISTS[english]
    return looked_for([*words, *(word.capitalize() for word in words)])


@lru_cache(maxsize=64)  # a text and its copy are the same
def find_misspelt(text: str, english: English) -> tuple[tuple[Span, str], ...]:
    """Return where words of the lists stand in *text*, each with how it is spelled."""
    if _forms(english).isdisjoint(words_in(text)):  # as in most texts
        return ()
    words = _LISTS[english]
    return tuple(
        (found.span(), _like(found[0], words[found[0].lower()]))
        for found in _WORD.finditer(text)
        if found[0].lower() in words and (found[0].islower() or found[0].istitle())
    )


def _like(word: str, right: str) -> str:
    """Return *right* with a capital letter where *word* has one."""
    return right[0].upper() + right[1:] if word[0].isupper() else right
