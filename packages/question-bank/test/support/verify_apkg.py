"""Imports packages into a real Anki collection, as a reader does, and prints what happened as JSON.

Usage: python verify_apkg.py PLAN, where PLAN is a JSON file:
{"v1": path, "v2": path, "texts": [path, ...], "edited": guid or null}
Needs: pip install anki
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest

LISTS = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")


def counts(log):
    return {name: len(getattr(log, name)) for name in LISTS} | {"found": log.found_notes}


def import_package(col, path):
    """With the options that a new user gets in the dialog."""
    request = ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=ImportAnkiPackageOptions())
    return counts(col.import_anki_package(request).log)


def import_text(col, path):
    metadata = col.get_csv_metadata(path, None)
    return counts(col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log)


def scheduling(col):
    query = """select n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.did
        from cards c join notes n on n.id = c.nid"""
    return {f"{guid}/{ord}": rest for guid, ord, *rest in col.db.all(query)}


def rows(col):
    return {guid: rest for guid, *rest in col.db.all("select guid, mid, mod, tags, flds, sfld, csum from notes")}


def sides(col):
    """Renders both sides of every card; tells those that fail or leave a replacement standing."""
    faults = []
    for cid in col.find_cards(""):
        card = col.get_card(cid)
        question, answer = card.question(), card.answer()
        if "{{" in question or "{{" in answer or not question.strip() or not answer.strip():
            faults.append(question[:200])
    return faults


def main(plan):
    col = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
    out = {}
    out["first"] = import_package(col, plan["v1"])
    report, sound = col.fix_integrity()
    out["database"] = {"sound": sound, "report": report}
    out["emptyCards"] = len(col.get_empty_cards().notes)
    out["missingMedia"] = list(col.media.check().missing)
    out["faultySides"] = sides(col)
    out["notetypes"] = sorted(nt["name"] for nt in col.models.all() if nt["name"].startswith("Notebank"))
    out["decks"] = sorted(deck.name for deck in col.decks.all_names_and_ids())
    out["notes"] = rows(col)
    out["cards"] = col.card_count()
    cids = list(col.find_cards(""))
    col.sched.set_due_date(cids[: len(cids) // 2], "7")
    before = scheduling(col)
    out["second"] = import_package(col, plan["v1"])
    out["untouched"] = scheduling(col) == before
    out["third"] = import_package(col, plan["v2"])
    after = scheduling(col)
    out["kept"] = all(after[key] == value for key, value in before.items())
    out["notetypesAfter"] = len([nt for nt in col.models.all() if nt["name"].startswith("Notebank")])
    out["edited"] = rows(col).get(plan["edited"])
    out["texts"] = [import_text(col, path) for path in plan["texts"]]
    out["keptByTexts"] = all(scheduling(col)[key] == value for key, value in before.items())
    out["notesAfterTexts"] = col.note_count()
    out["soundAfter"] = col.fix_integrity()[1]
    col.close()
    print(json.dumps(out))


main(json.load(open(sys.argv[1], encoding="utf-8")))
