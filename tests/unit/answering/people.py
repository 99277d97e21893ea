"""Three people who do not exist."""

NORA = """# Nora Quill

Nora Quill is a data engineer who likes quiet systems.

## Experience

### Brightwater Freight — Lead Data Engineer (2021 – Present)

- Leads a team of 6 engineers that keeps the tracking platform running.
- Built the parcel tracking pipeline with Kafka and PostgreSQL, which handles 40,000 events a second.
- Cut the storage bill by 35% with columnar files.
- Wrote the on-call handbook.

Stack at Brightwater:

- Storage: PostgreSQL / ClickHouse
- Stream: Kafka
- Language: Rust

### Osprey Bank — Backend Engineer (2018 – 2020)

- Migrated the card ledger from Oracle to MongoDB.
- Did not use Kubernetes; everything ran on plain machines.
- Mentored 4 interns.

### Tern Mobile — Junior Developer (2016 – 2018)

- Wrote the billing screens in Kotlin.

## Projects

### Lantern for Halcyon

- Lantern is a weather station that runs on batteries for 90 days.
- Its firmware is written in C.

## Education

- B.Sc. in Mathematics, University of Sandwick, 2016

## Awards

- Harbour Prize for open data, 2022
- Best Talk at Freight Days, 2023

## Contact

- E-mail: nora@quill.example
"""
PELLE = """# Pelle Strand

Pelle Strand is a nurse on intensive care wards.

## Experience

### Northgate Hospital — Charge Nurse (March 2020 – Present)

- Runs a ward of 24 beds with eight nurses.
- Introduced bedside handovers in Kafka-free plain words.

### Saint Brice Clinic — Staff Nurse (2014 – 2019)

- Cared for patients after heart surgery.
- Trained 12 new nurses in wound care.

## Certifications

- Advanced Life Support, renewed in 2023

## Languages

- Swedish: native
- English: fluent
"""
IVO = """# Ivo Marsh

Ivo Marsh is a consultant.

- Over ten years he has worked with Brightwater Freight, Osprey Bank, Quillon and Tessel.
- Designed dashboards with Grafana.

## Work

### Senior Consultant

- Built a claims system in Java.
- Moved 120 reports to PostgreSQL.
"""
EVERYBODY = {"nora": NORA, "pelle": PELLE, "ivo": IVO}
NAMES = {"nora": "Nora Quill", "pelle": "Pelle Strand", "ivo": "Ivo Marsh"}
