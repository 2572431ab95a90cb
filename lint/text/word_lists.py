"""Lists of words for finding misspellings: nothing is guessed.

The misspellings are those that curators of WikiPathways corrected by hand or that occur in records and
captions. The right words are those that records use most, without words that are one letter away from
another word, as far as these are not in `OTHERS`.
"""

from __future__ import annotations

WORDS = """
abberant:aberrant accesion:accession accross:across acheive:achieve activites:activities activtiy:activity
adress:address aldosteron:aldosterone alterated:altered althought:although amonia:ammonia amoung:among
amoungst:amongst amplication:amplification anabolisim:anabolism antomy:anatomy apoptosos:apoptosis
aquired:acquired arround:around astroctye:astrocyte atherosclerosos:atherosclerosis availabe:available
beacuse:because becasue:because becuase:because beggining:beginning bepatitis:hepatitis betweeen:between
betwen:between beween:between bidning:binding calcuim:calcium calium:calcium calneurin:calcineurin
caracterized:characterized carboxilation:carboxylation cataboilsm:catabolism catalized:catalyzed
cellualr:cellular charaterized:characterized cholesteral:cholesterol chromosone:chromosome
circulatation:circulation comonly:commonly conected:connected conection:connection conteins:contains
contian:contain curvival:survival cytokins:cytokines cytoplasim:cytoplasm deficieny:deficiency
degradated:degraded dehydrogensae:dehydrogenase deoxiginated:deoxygenated dependance:dependence
dervied:derived desease:disease diabetis:diabetes diesease:disease disese:disease dissociatation:dissociation
ecents:events elavated:elevated enzime:enzyme enzimes:enzymes epytelium:epithelium epythelium:epithelium
excrection:excretion exsist:exist exsists:exists facter:factor familiy:family fibroblat:fibroblast
foward:forward fuction:function fuison:fusion funtion:function furhter:further fushion:fusion futher:further
glocose:glucose gluocse:glucose goverment:government growht:growth hematopoetic:hematopoietic higer:higher
higly:highly hipoxia:hypoxia homeostasys:homeostasis homones:hormones hormon:hormone hormons:hormones
howevre:however hte:the hydrolized:hydrolyzed hyopoxia:hypoxia hypertrohpy:hypertrophy identifiy:identify
imune:immune incldes:includes indentify:identify inhibts:inhibits inihibition:inhibition inihibits:inhibits
innnate:innate interluekin:interleukin interlukin:interleukin intgrin:integrin involed:involved
involes:involves invoved:involved knwon:known lcayer:layer lenght:length leucemia:leukemia leukemai:leukemia
liganda:ligand lipoprotien:lipoprotein litle:little macrophague:macrophage maintainance:maintenance
mammalians:mammals mantain:maintain mantained:maintained mebrane:membrane mechanim:mechanism
mechansim:mechanism membran:membrane membrance:membrane metabolim:metabolism metabolisim:metabolism
metabolsim:metabolism microenviroment:microenvironment mitochondira:mitochondria moeity:moiety
molecul:molecule multipal:multiple multple:multiple mutaion:mutation mutatation:mutation neccesary:necessary
neclear:nuclear neutrophill:neutrophil nucelus:nucleus nuclues:nucleus nueral:neural nulceus:nucleus
numerious:numerous occurance:occurrence occurances:occurrences occured:occurred occurr:occur occurrs:occurs
ocurr:occur ocurrence:occurrence ocurring:occurring ocurrs:occurs opposide:opposite organel:organelle
organsim:organism orginal:original ouput:output oxidatation:oxidation oxigen:oxygen oxydation:oxidation
oxygene:oxygen pancreatits:pancreatitis paralell:parallel parasitical:parasitic particulary:particularly
pathawy:pathway pathay:pathway pathays:pathways pathologgy:pathology pathwasy:pathways pathwway:pathway
pathwya:pathway patway:pathway patways:pathways peform:perform perfomed:performed pleaes:please
polypeptid:polypeptide postive:positive precurser:precursor prefered:preferred presense:presence
proccess:process processs:process proetin:protein proliferatie:proliferative proliferion:proliferation
promotor:promoter protien:protein protiens:proteins quantitive:quantitative reccomended:recommended
recepter:receptor receptos:receptors receptro:receptor recieve:receive recpetor:receptor recpetors:receptors
recptor:receptor recruites:recruits refered:referred regulat:regulate relase:release relased:released
relevanc:relevance reponse:response resonse:response responce:response responsability:responsibility
resposne:response reticulam:reticulum seperately:separately sgtress:stress shealth:sheath sigaling:signaling
siganl:signal siganling:signaling siganls:signals siginaling:signaling signaing:signaling signaliing:signaling
signalng:signaling similiar:similar singaling:signaling singalling:signalling sinthesis:synthesis
souces:sources soucre:source specfic:specific specifc:specific specifcally:specifically speicies:species
stablilized:stabilized stablize:stabilize stimulatation:stimulation stimulii:stimuli strenght:strength
successfull:successful sucess:success supresed:suppressed supress:suppress surival:survival survial:survival
symptons:symptoms symtoms:symptoms syndrom:syndrome syntesized:synthesized synthetized:synthesized
sythesized:synthesized taht:that teh:the thier:their thorugh:through threshhold:threshold thryoid:thyroid
thyriod:thyroid tipically:typically tissure:tissue tisue:tissue towarrds:towards traets:treats
transferasa:transferase translocatation:translocation transportor:transporter ubiquination:ubiquitination
ubiquitinization:ubiquitination ubiquitious:ubiquitous unkonwn:unknown unkown:unknown untill:until uppon:upon
uptaka:uptake uretric:ureteric usally:usually usefull:useful ususally:usually vaccum:vacuum varyious:various
vasularization:vascularization vesicel:vesicle visable:visible vitamine:vitamin vitmain:vitamin weigth:weight
wether:whether whcih:which whithout:without wich:which wiht:with wihtout:without withing:within
xoidase:oxidase yeild:yield
"""
"""Misspelled words, each with the correct spelling."""
CHEMICALS = """
tromboxane:thromboxane
acetat:acetate adenosin:adenosine arginin:arginine aspartat:aspartate cholesterole:cholesterol citrat:citrate
coenzym:coenzyme cystein:cysteine dopamin:dopamine estradiole:estradiol fluorouracyl:fluorouracil
fumarat:fumarate glucos:glucose gluocose:glucose glutamat:glutamate glutamin:glutamine glutathion:glutathione
gluthatione:glutathione glycogene:glycogen guanosin:guanosine histamin:histamine histidin:histidine
insuline:insulin isoleucin:isoleucine lactat:lactate leukotrien:leukotriene melatonine:melatonin
methionin:methionine nicotinamid:nicotinamide oxalacetic:oxaloacetic oxaloactetate:oxaloacetate
oxaoacetic:oxaloacetic palimitate:palmitate phosphat:phosphate progesteron:progesterone
prostaglandine:prostaglandin pyrophosphat:pyrophosphate pyruvat:pyruvate serotonine:serotonin
sphingosin:sphingosine succinat:succinate sulfat:sulfate testosteron:testosterone threonin:threonine
thromboxan:thromboxane triacylglycerole:triacylglycerol triglycerid:triglyceride tryptophane:tryptophan
tyrosin:tyrosine vitamine:vitamin
"""
"""Misspelled names of chemicals."""
SPECIES = """
arabidobsis:Arabidopsis arabidopis:Arabidopsis arabidposis:Arabidopsis caenorabditis:Caenorhabditis
caenorhabdidtis:Caenorhabditis cerevisae:cerevisiae cerevisea:cerevisiae cervisiae:cerevisiae
drosophia:Drosophila drosophilla:Drosophila drosphila:Drosophila elegens:elegans eschericia:Escherichia
escherischia:Escherichia melanogastor:melanogaster musculis:musculus musulus:musculus
mycobacterum:Mycobacterium plasmodiun:Plasmodium saccharomices:Saccharomyces sacchromyces:Saccharomyces
sacharomyces:Saccharomyces thalania:thaliana thalina:thaliana tubercolosis:tuberculosis xenopous:Xenopus
"""
"""Misspelled names of species."""
RIGHT = """
abbreviations aberrant abnormal abnormalities absorption abundant abundantly accelerating acceptor accessory
accommodate according accumulate accumulation acetaminophen acetylated acetylation acetylcholine
acetyltransferase achieved aciduria acknowledged acquired activate activated activates activating activation
activator activators actively activities activity acyltransferase adaptation adaptive addition additional
additionally adenocarcinoma adenosine adenylate adenylyl adhesion adipocyte adipocytes adiponectin adjacent
adrenaline adulthood aeruginosa affected affecting affinity aflatoxin aflatoxins aggregates aggressive
agonists alcohols aldehyde aldolase aldosterone alkalosis allantoin allosteric allowing alterations altering
alternative alternatively although aminotransferase amphipathic amplification amyotrophic anabolism analysis
anatomical anchored androgen androgens aneuploidy angiogenesis angiotensin annotate annotated annotation
annotations anomalies antagonist antagonists anterior anthranilic antibodies antibody antioxidant apoptosis
apoptotic apparatus apparent apparently appearance application applications approach approaches approximately
arabidopsis arachidonic architecture arginine aromatic arranged asparagine aspartate assembled assembly
associate associated associates associating association associations astrocyte astrocytes asymmetric
atherosclerosis attached attracted attributed attributes augmented augments autoimmune autolysosome
autophagosome autophagy autophosphorylation autosomal availability available bacillus backbone bacteria
bacterial balanced basolateral beginning believed belonging bibliography bilirubin bioactive biochemical
biochemistry biodiversity biogenesis biogenic bioinformatics biological biologically biomarkers biomedical
biosynthesis biosynthetic biotransformation blockade bloodstream bradykinin branching breakdown breakpoints
building caenorhabditis caffeine calcification calcineurin calcitriol calmodulin candidate candidates
canonical capacity captured carbamoyltransferase carbohydrate carbohydrates carboxylase carboxypeptidase
carcinogenesis carcinogenic carcinoma carcinomas cardiomyocyte cardiomyocytes cardiomyopathy cardiovascular
carnitine cascades caspases catabolic catabolism catalysis catalytic catalyzes catecholamine categories
cellular ceramide cerebellum cerebral cerevisiae channels chaperone chaperones characteristic characteristics
checkpoint checkpoints chemical chemically chemistry chemokine chemokines children cholecalciferol
cholecystokinin cholestasis cholesterol cholinergic chondrocyte chondrocytes chromatin chromosomal chromosome
chromosomes circular circulating circulation cirrhosis citrulline classical classification classified cleavage
cleavages clinical clinically coactivators coagulation cobalamin coefficient coenzyme cofactor cofactors
cognitive collaboration collaborative collagen collecting collection collectively colorectal combinations
combined committed commonly community comparative compared comparison compartmental compartments complement
complete completely complexes complexity complications component components composed composition compound
compounds comprehensive computational concentration concentrations concerning concomitant condensation
condition conditions conductance conformational congenital conjunction connected consensus consequence
consequences consequent consequently conserved considerable considered consistent consisting consists
consortium constituents constitute constitutive constitutively constructed consuming consumption containing
contains contraction contrast contribute contributes contributing contributions controlled controlling
controls converge conversion conversions converted converts convoluted cooperates cooperation cooperative
coordinate coordinated coronavirus correlated correspond corresponding corresponds cortical corticosteroids
cortisone counteracts coupling covalent covalently critical crosstalk culminate culminates culminating
cultured cultures currently cutaneous cyanocobalamin cyclooxygenase cystathionine cysteine cytochrome cytokine
cytokines cytolytic cytoplasm cytoplasmic cytoskeletal cytoskeleton cytosolic cytotoxic database databases
deacetylase deacetylation decarboxylase decarboxylation decrease decreased decreases deficiencies deficiency
deficient definitely degeneration degenerative degradation degradative degraded degrading dehydratase
dehydrocholesterol dehydrogenase deletion delineates delivery dementia demethylation demonstrate demonstrated
dendritic deoxygenated dependent dephosphorylated dephosphorylation depicted depletion depression deregulation
derivatives describe described describes describing description destruction desumoylation detailed
determination determine determined detoxification deubiquitination developed developing development
developmental diabetes diacylglycerol diagnosis differences different differential differentiate
differentiated differentiates differentiating differentiation difficult diffusion digestion dihydrofolate
dihydrotestosterone dihydroxyacetone diminished dinucleotide diphosphate directed directionality directly
discovered discovery diseases disorder disorders displays disrupted disrupting disruption disrupts dissociates
dissociation distinct distinctly distinguished distribution disulfide diversity division documented dominant
dopamine downregulated downregulation downstream drosophila duplicated duplication duplications duration
dynamics dysfunction dysregulation dystrophy effector effectors efficiency efficient eicosanoid eicosanoids
electrical electron elements elevated elicited eliminate elimination elongation elucidated embryonic enabling
encephalopathy encoding endochondral endocrine endocytic endocytosed endocytosis endogenous endometrial
endometrium endonuclease endoplasmic endorsed endosomal endosome endosomes endothelial enhanced enhancement
enhancer enhances enhancing enriched entering enterocyte entities environment environmental enzymatic
eosinophil epidemiology epidermal epididymis epigenetic epigenetics epilepsy epinephrine epithelial
erythrocytes erythroid erythropoietic escherichia especially essential essentially establish established
estradiol eukaryotes eukaryotic eventually evidence evolutionarily excessive exchange exchanger excision
exclusively excreted exhibits existence existing exocytosis exonuclease exosomes expanded expansion
expenditure experimental experimentally experiments explained explains exposure expressed expressing
expression extended external extracellular extracted facilitate facilitated facilitates facilitating
falciparum familial families features feedback fibroblast fibroblasts fibrosis fibrotic filament filaments
filtrate flavonoid fluorouracil follicular followed following formation fragment framework frequent fructose
fumarate function functional functionally functioning functions fundamental furthermore galactose
gastrointestinal generally generate generated generates generating generation genomics genotypes glioblastoma
glomerular glucagon glucocorticoid glucocorticoids gluconeogenesis glucosinolate glucuronidation glutamate
glutamatergic glutamine glutathione glyceraldehyde glycerol glycerophospholipids glycogen glycolysis
glycolytic glycoprotein glycosaminoglycan glycosylation glyoxylate gradually guanosine helicase helicobacter
hepatitis hepatocellular hepatocyte hepatocytes hepatoportal hepatotoxicity heptahelical hereditary
heterodimer heterodimeric heterodimers heterotrimeric hexadecadienoyl hierarchy highlighted highlights
hippocampal histamine histidine histones homeobox homeostasis homocysteine homodimer homodimers homologous
homology hormonal hormones hydrocarbon hydrocarbons hydrogen hydrolysis hydrophilic hydrophobic hydroxyl
hydroxylase hydroxylated hydroxylation hydroxylysine hyperactivity hyperammonemia hypercholesterolemia
hyperglycemia hyperplasia hypertension hypertrophic hypertrophy hypoglycemia hypothalamus hypothetical
hypoxanthine identical identification identified identifier identifiers identify identifying idiopathic
illustrated illustrates immediate immediately immunity immunodeficiency immunoglobulin immunological
immunosuppression immunosuppressive immunotherapy impaired impairing impairment implicated implications
importance important imported improved inactivated inactivation inactive inappropriate included includes
including incomplete incorporated incorporation increase increased increases increasing independent
independently indicate indicated indicates indicating indirect indirectly individual individuals inducers
inducible inducing induction infection infections infectious inferred infertility infiltration inflammasome
inflammation inflammatory influence influenced influences influencing influenza information infusion
inheritance inherited inhibited inhibiting inhibition inhibitor inhibitors inhibitory inhibits initially
initiate initiated initiates initiation inorganic inositol insensitivity insights insoluble inspired
instability institute insufficiency insufficient insulator integral integrated integrates integrating
integration integrative integrin integrins intellectual interact interacting interaction interactions
interacts intercellular interconnected interconversion interest interestingly interfere interference
interferes interfering interferon interferons interleukin intermediate intermediates internal interneuron
interplay intestinal intolerance intracellular intricate intrinsic introduced invasion investigated
investigations involution involved involvement involves involving isoforms isolated isoleucine isomerase
junction junctional keratinocyte keratinocytes knowledge kynurenine laboratory learning lengthen lengthens
lethality leukotriene ligation limiting lipopolysaccharide lipoprotein lipoproteins literature location
lymphoblastic lymphocyte lymphocytes lymphoid lymphoma lysosomal lysosome lysosomes machinery macrophage
macrophages maintain maintained maintaining maintains maintenance majority malignancies malignancy malignant
mammalian management manually maturation meanwhile measured mechanism mechanisms mediated mediates mediating
mediator mediators medicine melanocytes melanogaster melanoma melatonin membrane membranes mentioned
mesenchymal mesoderm messenger messengers metabolic metabolism metabolite metabolites metabolome metabolomics
metabotropic metalloproteinase metastasis metazoan methionine methylate methylated methylation methylcobalamin
methylmalonic methyltransferase mevalonate microbes microbiome microdeletion microglial micronutrients
microorganisms microtubule microtubules migration mineralocorticoid mitochondria mitochondrial mitochondrion
mitogenic moderate modification modifications modified modifiers modulate modulates modulating modulation
moieties molecular molecule molecules molybdenum monoamine monocyte monocytes monomers mononucleotide
monophosphate moreover morphogenesis morphologic morphological morphology motility movement multifunctional
multiple multiplicity multistep muscular musculus mutation mutations mycobacterium myelodysplastic myoblast
myocardial myopathy nanomaterials naturally necessarily necessary necrosis negative negatively neonatal
nephrotoxicity networks neuroblastoma neurodegenerative neurodevelopmental neurogenesis neuroinflammation
neurological neuronal neuropeptide neuroprotection neuropsychiatric neurotransmitter neurotransmitters
neurotrophic neurotrophin neutrophil neutrophils nicotinamide nicotine nicotinic nitration nitrogen
nomenclature nonreducing norepinephrine norvegicus nucleoside nucleosides nucleosome nucleotide nucleotides
numerous nutrient nutrients nutrition nutritional obliterative observed obsolete obtained occasionally
occurred occurrence occurrences occurring oligodendrocyte oligodendrocytes oligomers oncogene oncogenes
oncogenic oncostatin ontologies operates opportunities opposing opposite organelle organelles organism
organisms organogenesis original originally ornithine ortholog ossification osteoblast osteoblasts osteoclast
osteoclasts osteopetrosis osteopontin osteosarcoma outgrowth overexpression overview oxidation oxidative
oxytocin palmitoyl palmitoylation pancreatic pancreatitis pandemic pantothenate paracrine parallel paraplegia
parasitic parathyroid participate participates participating particles particular particularly pathogen
pathogenesis pathogenic pathogens pathological pathways patients patterns peptides peripheral permeability
permeable permease pernicious peroxisome persistent pertinent pharmacogenomics pharmacological phenotype
phenotypes phenylalanine phosphatase phosphatases phosphate phosphates phosphatidylcholine
phosphatidylethanolamine phosphatidylinositol phosphatidylserine phosphodiester phosphodiesterase
phosphoglycerate phosphoinositide phospholipase phospholipases phospholipid phospholipids
phosphoribosyltransferase phosphorylase phosphorylate phosphorylated phosphorylates phosphorylating
phosphorylation phosphorylcholine phylogenetic physical physiological physiology pictured pituitary placenta
placental plasmalogens plasmodium plasticity platelet platelets platform pleiotropic pluripotency pluripotent
polarity pollutant polyadenylation polycomb polycyclic polymerase polymorphism polypeptide polypeptides
polyunsaturated populations porphyria porphyrin porphyrins position positive positively possible possibly
potassium potential potentially practice precursor precursors predicted predisposition predominantly
preferentially pregnancy preinitiation prerequisite presence presentation presented presenting preservation
pressure presumably preventing prevents previously primarily probably problems proceeds processed processes
processing produced produces producing production products professional profiles progenitor progenitors
progeria progesterone progestogen programmed progress progression progressive progressively proinflammatory
prokaryotes prolactin proliferate proliferation proliferative proliferator prolonged promoter promoters
promotes promoting promotion proofreading propagation properly properties property proposed prostaglandin
prostate proteases proteasome protective protects proteins proteolysis proteolytic proteomics provided
provides proximal proximity pseudohermaphroditism pseudomonas psychiatric published pulmonary purposes
putative pyridoxal pyrimidine pyrophosphate pyruvate quantity quinolinic radicals reabsorbed reabsorption
reaction reactions reactive received receiver receives recently receptor receptors recessive recognition
recombination recommended recruited recruitment recruits recycled recycling reducing reductase reduction
redundant reference references referred regenerated regeneration regenerative regulated regulating regulation
regulator regulators regulatory relation relations relationship relationships relative relatively released
releases releasing relevant remaining remarkable rendering rephrased replication reported represent
representation representative represented representing represents represses repression repressor reproductive
reprogramming required requirements research researchers residues resistance resistant resorption respective
respectively respiratory responding responds response responses responsible responsive responsiveness
resultant resulted resulting retardation reticulum retinoblastoma reuptake reviewed riboflavin ribonuclease
ribonucleases ribonucleotide ribosomal ribosome ryanodine saccharomyces salmonella saturated schematic
schizophrenia scientific scientists sclerosis secondary secreted secreting secretion secretory seizures
selective selectively selenium semialdehyde senescence senescent sensitive sensitivity separate separated
separating separation sequence sequences sequential sequentially sequestered sequestration serotonergic
serotonin serpentine severity significant significantly silencing similarity similarly simplified
simultaneously skeletal smoothened specific specifically specification specificity specifies spectrometry
spectrum sphingolipid sphingolipids sphingomyelin sphingosine spliceosome splicing spontaneous stability
standard staphylococcus steroidogenesis steroids stimulate stimulated stimulates stimulating stimulation
strategy streptococcus stresses stressors strictly strongly structural structurally structure structured
structures subcellular subsequent subsequently substances substituted substitutes substrate substrates
subtypes subunits successful successfully succinate succinic sufficient suggested suggesting suggests suitable
sulfotransferase sulindac sumoylation superfamily supported supporting supports suppress suppressed suppresses
suppression suppressor surrounding survival susceptibility susceptible sustained sustaining symptoms synaptic
syndrome syndromes synthase synthesis synthetase synthetic systematic systemic targeted targeting telomere
temperature template templates terminal terminated termination testosterone tetrahydrofolate thaliana
themselves theobromine therapeutic therapeutics thereafter therefore threonine thrombin thrombocytopenia
thromboxane throughout thyroxine together tolerance topoisomerase trafficking transcribed transcript
transcriptase transcription transcriptional transcriptionally transcripts transduce transducer transducers
transducing transduction transfer transferase transferred transferring transformation transformed transforming
transient transiently transition translated translation translocate translocated translocates translocation
transmembrane transmitted transport transportation transported transporter transporters transporting
transports treatment treatments triacylglycerol tricarboxylic triggered triggering triggers triglyceride
triglycerides triiodothyronine triphosphate truncated truncating tryptophan tuberculosis tumorigenesis
turnover typically tyrosine ubiquinone ubiquitin ubiquitinated ubiquitination ulcerative ultimately
uncontrolled underlying understand understanding understood unfortunately university unsaturated upregulate
upregulated upregulation upstream ureteric variation variations vascular vasoactive vasoconstriction
vasodilation vasopressin ventricular vertebrate vertebrates vesicles vitamins vocabulary widespread xenobiotic
xenobiotics yielding zebrafish
"""
"""Long words that records often use: a word that is one letter away from one of them is misspelled."""

OTHERS = """
accentor addiction adhesins adoptive adsorption alloying alterative altercations alternations
amidotransferase analyzes attacked audition blanching brunching catalyses chancels charnels cholestenol
cholestenols comminations compete completes compliment composted concerted concerting concerts confected
congenial constricted contraption convects convents converged conversed crosswalk cystine cytosine deamidase
decease deceased deceases degrease degression derailed deration descried descries detained dimethylation
diphosphorylation election encoring enmities entitles eternal eucaryotes eucaryotic exiting expended
fallowed fallowing fructase glucoprotein glucosylation glutarate glyconeogenesis hemoglobin horology
imparted impunity indicted indicting indiction inducting infernal inflection inflections inhabited
inhabiting inhabits initialed injection injections interative interlay interred interval invision leaning
legation libation lobation locution macroglial macroorganisms medicated medicates medicating meditated
meditates meditating meditator metabolizes microdomain mobility motivity multipole myxobacterium
necrological neurosis neurotropic nicoline nucleotidase nutriment nutriments ontogenic otologies palmityl
parasitical passible pasterns patents peptizes peripteral phosphite phosphorylases planform positron
precessed precesses precessing preciously predicated presents presetting pretence prevented procaryotes
processional professed professes professing programed projective projects prompter prompters prompting
prostrate protests provably recommenced rection redaction redresses refereed reflation reflations regaining
regelation regresses regression regressor reposted reprograming requited resides resorted retaining retorted
reverence reverences secretary simulate simulated simulates simulating simulation slicing spicing stannard
stipulate stipulated stipulates stipulating stipulation stricture strictured strictures synoptic thiazine
throughput topically translocases trisphosphate trisphosphates ubiquitylated ubiquitylation underling
unregulated vehicles versicles
"""
"""Other words that are one letter away from one of these, and right."""
BRITISH = """
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
"""British words with their American spelling; further ones follow from `ENDINGS`."""
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
ENDINGS = (
    (_IS, "ise:ize ised:ized ises:izes ising:izing isation:ization"),
    (_OUR, "our:or ours:ors oured:ored ouring:oring oural:oral"),
    ("ana cata dia electro hydro para", "lyse:lyze lysed:lyzed lysing:lyzing"),
    ("cancel channel fuel label level model remodel signal total travel tunnel", "led:ed ling:ing"),
    ("calib cent epicent fib lit lust millilit theat tit", "re:er res:ers"),
)
"""Beginnings of words, and their British endings with the American ones."""

ENGLISH = """
although and are because been before between both but by can could does during each either from had has
have however into is it its may most not of other than that the their them then there these they this those
through to under until were when where whereas which while who whose will with within without would
"""
"""Common words of English that other languages do not have, in small letters."""
FOREIGN = """
alla alle als aus auf aux avec bei beim ces cette che como con dal das dans dei del della delle dem der des di
dieser diese donde dont du durch een eine einem einen einer eines el en entre est esta este il ist het la las
le les lo los mit nach nella nicht niet nous oder ou para par pela pelo per pero por pour que qui se sich sind
sobre son sono sont su sur un una und une uno van vom von voor vous wenn werden wie wird y zu zum zur zwischen
"""
"""Common words of German, French, Spanish, Italian and Dutch that English does not have."""
