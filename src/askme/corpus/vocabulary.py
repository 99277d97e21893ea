"""Words that tell what a line is. Extend the lists freely: each word or phrase stands for itself."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    """Phrases between commas, on however many lines."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


ROLE_NOUNS = _words(
    """
    accountant activist actor actress actuary acupuncturist adjuster administrator adviser advisor advocate
    agent agronomist aide ambassador anaesthetist analyst animator announcer anthropologist appraiser apprentice
    arbitrator arborist archaeologist architect archivist arranger artist assembler assessor assistant associate
    astronaut astronomer athlete attache attaché attendant attorney auctioneer audiologist auditor author avp
    babysitter bailiff baker banker barback barber barista baritone barrister bartender bassist bdr beautician
    beekeeper bellhop biologist blacksmith blaster blogger boatbuilder bookbinder booker bookkeeper bookmaker
    bookseller bosun botanist bouncer brewer brewmaster bricklayer broadcaster broker busser butcher butler
    buyer cabinetmaker calligrapher cameraman campaigner cantor canvasser captain cardiologist caregiver carer
    carpenter cartographer cartoonist caseworker cashier cataloguer caterer celebrant cellarer cellarhand
    cellist ceo ceramicist cfo chair chairman chairperson chairwoman chaplain chargehand chauffeur cheesemaker
    chef chemist chief childminder chiropractor chocolatier choreographer chro cinematographer cio ciso cleaner
    clerk cmo cna co-founder coach cobbler coder cofounder colorist colourist columnist comedian commander
    commis composer compositor concierge conductor confectioner conservator constable consul consultant
    contractor contributor controller conveyancer coo cook coordinator copyist copywriter coroner correspondent
    costumier councillor councilor counsel counsellor counselor courier craftsman crew critic croupier cto
    curator dancer dba deacon dean deckhand decorator delegate demonstrator dentist deputy designer detective
    developer devops dietitian diplomat director dishwasher dispatcher dispenser distiller docent doctor doula
    drafter draftsman dramaturg draughtsman dresser dressmaker driller driver drummer ecologist economist editor
    educator electrician embalmer emt engineer engraver entomologist entrepreneur envoy epidemiologist estimator
    evangelist evp examiner executive expert facilitator falconer farmer farmhand farrier fellow filmmaker
    firefighter fisherman fishmonger fitter flautist florist footballer forager foreman forester forewoman
    founder freelancer fundraiser gaffer gamekeeper gardener generalist geneticist geographer geologist
    geophysicist glaciologist glassblower glazier gm goldsmith governor grader gravedigger grocer groomer
    groundskeeper groundsman grower guard guide guitarist hacker hairdresser handler harpist head headhunter
    helper herdsman historian horticulturist hostess hotelier housekeeper hrbp hydrologist hygienist illustrator
    imam immunologist impresario improver indexer innkeeper inspector installer instructor intern internee
    internship interpreter inventor investigator investor invigilator janitor jeweler jeweller jockey joiner
    journalist judge kitchenhand laborer labourer landscaper lawyer lead leader lecturer lexicographer librarian
    librettist lieutenant lifeguard limnologist lineman linesman linguist lithographer loader loadmaster
    lobbyist locksmith locum logger lpn luthier lyricist machinist magistrate maid maintainer manager marketer
    mason masseur masseuse mathematician mayor mechanic mechanician mediator medic member mentor merchandiser
    metallurgist meteorologist microbiologist midwife milliner miner minister modeller moderator mortician
    mountaineer musician nanny navigator negotiator neurologist neuroscientist newsreader notary novelist nqt
    nurse nutritionist oboist oceanographer officer ombudsman oncologist operative operator optician optometrist
    orchestrator orderly organiser organist organizer ornithologist orthodontist orthoptist osteopath owner
    packer painter paralegal paramedic partner pastor pathologist pediatrician percussionist perfumer pharmacist
    philosopher phlebotomist photographer physician physicist physiologist physiotherapist pianist picker pilot
    planner plasterer playwright plumber podcaster podiatrist poet policeman policewoman politician pollster
    porter postdoc postman postwoman potter practitioner presenter president priest principal producer professor
    programmer projectionist promoter prompter proofreader propmaker proprietor prosecutor psychiatrist
    psychologist psychotherapist publicist publisher puppeteer purchaser purser quarryman rabbi radiographer
    radiologist ranger realtor receptionist recruiter referee registrar rep reporter representative researcher
    resident restaurateur restorer retoucher reviewer rigger rn roadie roaster roboticist roofer sailor salesman
    salesperson saleswoman sapper scaffolder scenographer scheduler scholar scientist screenwriter sculptor sde
    sdet sdr seaman seamstress secretary seismologist seller senator sergeant sexton shepherd sheriff shipwright
    shoemaker shopkeeper shunter signaller silversmith singer skipper sociologist soldier solicitor sommelier
    songwriter sonographer soprano sorter sourcer specialist splicer spokesperson sre stagehand statistician
    stenographer stevedore steward stewardess stocker stockman stonemason storekeeper storeman strategist
    streamer stringer student stylist subeditor superintendent supervisor surgeon surveyor svp sysadmin tailor
    teacher technician technologist teller tenor tester thatcher therapist tiler trader trainee trainer
    translator trapper treasurer trumpeter trustee tuner turner tutor typesetter typist typographer umpire
    undergraduate undertaker underwriter upholsterer usher valet valuer vet veterinarian vicar vice vintner
    violinist virologist volcanologist volunteer vp waiter waitress warden warehouseman watchmaker weaver
    webmaster welder wigmaker winemaker worker writer zoologist
    """
)
"""What a role ends in, in the singular."""

ROLE_STARTS = _words(
    """
    senior sr. sr junior jr. jr lead staff principal chief head deputy assistant associate executive managing
    general regional global full-stack fullstack full backend back-end back frontend front-end front software
    hardware web mobile platform systems system data machine ml ai devops cloud security network blockchain
    smart product project program programme technical tech business research visiting adjunct registered
    clinical charge graduate student teaching postdoctoral freelance founding founder co-founder cofounder ceo
    cto vp vice director manager engineer developer designer analyst consultant scientist researcher professor
    lecturer teacher nurse intern marketing sales account operations finance financial legal medical creative
    art ux ui graphic content human qa test quality embedded electrical mechanical civil chemical site solutions
    solution customer community volunteer engineering interim acting
    """
)
"""What a role begins with: tells where an employer's name ends when both are glued together."""

SECTION_NOUNS = _words(
    """
    experience experiences employment education skills skillset projects publications papers awards honors
    honours certifications certificates licenses licences languages contributions achievements accomplishments
    history philosophy principles recognition interests qualifications volunteering expertise competencies
    competences testimonials recommendations hobbies patents talks coursework memberships affiliations
    exhibitions grants fellowships scholarships references internships extracurriculars proficiencies positions
    committees
    appointments degrees studies credentials
    """
)
"""Last words of section headings ("Engineering Experience", "Publications & Recognition")."""

SECTION_PHRASES = _phrases(
    """
    other, about, about me, about us, bio, biography, profile, summary, objective, overview, background, work, works,
    career, contact, contact me, contact information, contact details, get in touch, links, research, teaching,
    service, services, community, leadership, activity, activities, extracurricular activities, courses, training,
    tools, technologies, tech stack, technology stack, stack, tools & technologies, tools and technologies, focus
    areas, working life, career so far, how i got here, where i've been, where i worked, where i have worked, press &
    prizes, areas of focus, areas of expertise, areas of interest, open source, open-source, speaking, talks &
    workshops, press, media, blog, writing, articles, portfolio, selected work, featured work, recent work, my
    work, work samples, hackathons, competitions, conferences, references, clients, clinical practice, volunteer
    work, volunteer, community service, community involvement, professional development, professional summary,
    executive summary, career summary, personal statement, what i do, who i am, what people say, kind words,
    licensure, licenses & certifications, honors & awards, awards & honors, personal details, personal
    information, now, highlights, key figures, in numbers, education & training, military service, performances,
    discography, filmography, news, resume, cv, curriculum vitae, employment, case studies, competitive
    programming, mentoring, mentorship, hobbies, interests, experience, home, menu, hire me, downloads, gallery,
    shop, newsletter, coding profiles, academic background, academics, social, socials, faq, referees, referee,
    education and training, training and education, training and courses, courses and training, registration,
    registrations, registrations and courses, courses and registrations, professional registration,
    job applied for, position applied for, preferred job,
    voluntary work, charity work, community work, strengths, key strengths,
    additional information, other information, further information, professional background, early career, earlier
    career, board roles, directorships, cpd, continuing professional development, security clearance, availability,
    right to work, work permit, visa status, miscellaneous, misc, computing, schooling, study, jobs, honorary posts,
    present position, current position, looking for, outreach, media appearances, residencies, commissions, credits,
    selected credits, repertoire, recordings, also
    """
)
"""Section headings, and a page's menu, as a whole."""

THINGS = _words(
    """
    projects project works publications papers awards honors honours talks patents books products apps portfolio
    """
)
"""Words in the heading of a section that lists works, not positions."""

ORGANISATIONS = _words(
    """
    academy ag agency airlines airways associates association bank bureau bv capital center centre charity church clinic
    club co co-operative college company consulting cooperative corp corporation council faculty foundation fund gmbh
    group healthcare holdings hospital hotel inc industries institute kft laboratory labs library limited llc llp
    logistics ltd ltda media ministry museum nhs nv oy partners plc pty restaurant school services society solutions
    staffing studio studios surgery systems technologies trust uab university ventures
    """
)
"""What organisations are called."""

LEGAL_FORMS = _words(
    """
    ag bv corp gmbh inc kft limited llc llp ltd ltda nv oy plc pty srl uab
    """
)
"""What firms alone are called."""

SUB_HEADINGS = _phrases(
    """
    impact, scale, systems built, responsibilities, key responsibilities, duties, achievements, key
    achievements, highlights, key highlights, technologies, technologies used, tech stack, stack, results,
    outcome, outcomes, challenge, solution, approach, contributions, key contributions, overview, role, my role,
    summary, tools, skills, accomplishments, what i did, learnings, responsibilities & achievements, tasks,
    scope, context, methods, main activities and responsibilities, main activities, duties and achievements
    """
)
"""Headings of the parts of an entry."""

WHOLE_NAMES = _words(
    """
    GitHub GitLab BitBucket LinkedIn YouTube PostgreSQL MySQL NoSQL SQLite JavaScript TypeScript CoffeeScript
    MongoDB DynamoDB CockroachDB MariaDB InfluxDB TimescaleDB ClickHouse GraphQL OpenAI DeepMind LangChain
    LlamaIndex PyTorch TensorFlow NumPy SciPy FastAPI OpenAPI WebSocket WebSockets WebAssembly WebGL OpenGL
    OpenCV DevOps MLOps DevSecOps FinTech EdTech MedTech HealthTech BioTech NextJS NodeJS VueJS ReactJS
    AngularJS CosmWasm EigenLayer BitGo PayPal eBay iOS macOS iPhone iPad WordPress WooCommerce
    PowerPoint PowerShell PowerBI SharePoint OneDrive AutoCAD SolidWorks InDesign LaTeX HubSpot SalesForce
    ServiceNow DataDog PagerDuty CircleCI TeamCity RabbitMQ ActiveMQ ZeroMQ OpenStack OpenShift CloudFormation
    CloudWatch BigQuery BigTable DataFrame DataBricks LeetCode CodeForces CodeChef HackerRank TopCoder
    GirlScript WhatsApp FaceBook TikTok StackOverflow JetBrains IntelliJ VSCode MetaMask WalletConnect DeFi
    GameFi SaaS PaaS IaaS PhD MSc BSc MBA McKinsey MasterCard AirBnB DoorDash BlackRock JPMorgan HashiCorp
    SoftBank QuickBooks MailChimp LabVIEW MATLAB ArcGIS EtherCAT SystemVerilog JUnit PyTest RxJS GraphCMS OAuth
    OpenID SwiftUI CoreML XGBoost LightGBM CatBoost GitOps CI/CD TestRail GraphDB
    """
)
"""Names with capitals inside that are one word."""

SMALL_WORDS = _words(
    """
    a an and as at but by for from in into of on or per s the to vs via with & / - – — · |
    """
)
"""Words that a title does not capitalise."""

ABBREVIATIONS = _words(
    """
    dr prof mr mrs ms mx st sr jr rev hon gen col capt lt sgt inc ltd corp co llc bros dept univ govt assn no
    nos vol vols fig figs eq ed eds al e.g i.e eg ie cf viz vs approx ca est min max resp incl excl tel ph.d m.d
    b.sc m.sc b.a m.a b.s m.s b.tech m.tech b.e m.e m.b.a b.com m.com u.s u.k e.u a.m p.m jan feb mar apr jun
    jul aug sep sept oct nov dec mt ft
    """
)
"""Words whose full stop ends no sentence."""

BEFORE_NUMBER = _words(
    """
    no nos vol vols fig figs eq p pp ch sec art approx ca exp est
    """
)
"""Of these, those that only a number follows ("no. 5")."""

HTML_TAGS = _words(
    """
    a abbr address article aside b big blockquote body br caption center cite code col colgroup dd del details
    dfn div dl dt em embed figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i
    iframe img input ins kbd label li link main mark meta nav noscript object ol option p param picture pre q s
    samp script section select small source span strike strong style sub summary sup svg path table tbody td
    template textarea tfoot th thead title tr tt u ul var video audio button canvas
    """
)
"""Tags that a reader does not see; other text in angle brackets, such as Vec<T>, is shown."""
