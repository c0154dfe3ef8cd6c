"""Closed classes of the record and the views as the interface shows them: their words, which are translated, and the
signs of those that are told by a sign as well. ``_`` only marks the words for the catalogue.
"""

from __future__ import annotations


def _(word: str) -> str:
    return word


SIGNS: dict[str, str] = {
    "accepts": "✓",
    "conditional": "◐",
    "rejects": "✕",
    "undecided": "?",
    "proposed": "◇",
    "planned": "○",
    "moved": "↷",
    "overdue": "!",
    "held": "●",
    "refused": "✕",
    "called off": "⊘",
    "denied": "¬",
    "disputed": "≠",
    "agreed": "✓",
    "in force": "▶",
    "violated": "✕",
    "rejected": "✕",
    "lapsed": "⊘",
    "amended": "✎",
    "confirm": "✓",
    "reject": "✕",
    "correct": "✎",
    "merge": "⊕",
    "split": "⊖",
}
WORDS = (
    # stances
    _("accepts"), _("conditional"), _("undecided"), _("rejects"),
    # standings of contacts
    _("proposed"), _("planned"), _("moved"), _("overdue"), _("held"), _("refused"), _("called off"), _("denied"),
    _("disputed"),
    # lanes of the timeline
    _("statement"), _("contact"), _("incident"), _("position"), _("proposal"), _("agreement"), _("accusation"),
    _("action"),
    # statuses
    _("happened"), _("ongoing"), _("cancelled"), _("postponed"), _("hypothetical"),
    # kinds and statuses of proposals
    _("ceasefire"), _("peace plan"), _("prisoner exchange"), _("humanitarian pause"), _("troop withdrawal"),
    _("talks format"), _("other"), _("agreed"), _("in force"), _("violated"), _("rejected"), _("lapsed"),
    # what befalls a proposal in its thread
    _("amended"), _("split"), _("suspended"), _("superseded"), _("expired"),
    # what a statement does
    _("assert"), _("deny"), _("accuse"), _("urge"), _("promise"), _("ask"), _("concede"), _("threaten"), _("suggest"),
    _("warn"), _("direct"), _("indirect"), _("mixed"),
    # types of events
    _("AGREE"), _("CONSULT"), _("SUPPORT"), _("CONCEDE"), _("COOPERATE"), _("AID"), _("RETREAT"), _("REQUEST"),
    _("ACCUSE"), _("REJECT"), _("THREATEN"), _("PROTEST"), _("SANCTION"), _("MOBILIZE"), _("COERCE"), _("ASSAULT"),
    # kinds of actors and documents
    _("person"), _("state"), _("government"), _("armed_force"), _("armed_group"), _("igo"), _("organisation"),
    _("people"), _("unnamed"), _("news"), _("readout"), _("transcript"), _("post"),
    # kinds of facts, and verdicts
    _("event"), _("confirm"), _("reject"), _("correct"), _("merge"), _("split"),
    # where accounts differ
    _("numbers"), _("days"), _("manner"), _("stance"),
    # what a person decided
    _("confirmed"), _("corrected"), _("merged"), _("withdrawn"),
    # how a matter was dealt with
    _("discussed"), _("demanded"), _("offered"), _("promised"), _("welcomed"), _("condemned"),
    # sections of the brief
    _("Planned contacts"), _("Contacts held, moved, called off"), _("On the ground"),
    _("Positions, new and changed"), _("Proposals and drafts"), _("Contradictions"),
    _("Statements that matter most"), _("Corrected articles"),
    # fields of facts
    _("speaker"), _("addressee"), _("act"), _("form"), _("type"), _("mode"), _("date"), _("place"), _("country"),
    _("source"), _("target"), _("host"), _("mediator"), _("claims"), _("denies"), _("killed"), _("injured"), _("by"),
    _("between"), _("label"), _("duration"), _("start"), _("scope"), _("stance"), _("party"), _("status"),
    _("guarantor"), _("conditions"), _("into"), _("proposal"),
    # why texts are taken for one
    _("author"), _("sides"), _("put forward"), _("time"), _("alone"), _("version"), _("parties"), _("toll"), _("venue"),
    _("names"), _("same text"), _("judged"),
    # why a fact waits to be judged
    _("link not sure"), _("sources disagree"), _("accounts differ"), _("one source"), _("machine-translated"),
    _("decides a cell"),
    # roles of visitors
    _("reader"), _("reviewer"), _("admin"),
    # what the audit log tells of
    _("login"), _("failed login"), _("logout"), _("judgement"), _("withdraw"), _("paste"), _("user added"),
    _("role changed"), _("password changed"), _("user removed"), _("token made"), _("token ended"), _("refusal"),
    # answers to a request that is refused
    _("Bad Request"), _("Unauthorized"), _("Forbidden"), _("Not Found"), _("Method Not Allowed"), _("Request Timeout"),
    _("Conflict"), _("Gone"), _("Request Entity Too Large"), _("Content Too Large"), _("Unprocessable Entity"),
    _("Unprocessable Content"), _("Too Many Requests"), _("Internal Server Error"), _("Service Unavailable"),
    # names with a word between them
    _("%(names)s and %(name)s"),
    # languages of texts
    _("English"), _("Italian"),
    # sections of the desk
    _("overview"), _("timeline"), _("contacts"), _("readouts"), _("incidents"), _("map"), _("actors"), _("documents"),
    _("search"), _("brief"), _("review"),
    # the tables of one record
    _("Statements"), _("Contacts"), _("Accusations"), _("Proposals"), _("Positions"), _("On the ground"),
    _("Other acts"), _("no."), _("who"), _("when"), _("to"), _("what"), _("how"), _("where"), _("according to"),
    _("accuses"), _("words"), _("id"), _("kind"), _("called"), _("on"), _("against"), _("toll"), _("towards"),
    # the zoom of the timeline, what accounts of incidents differ in, and modes of events
    _("day"), _("week"), _("month"), _("quarter"), _("by whom"), _("deal"), _("promise"), _("ceasefire"), _("call"),
    _("meeting"), _("talks"), _("visit"), _("letter"), _("summit"), _("praise"), _("recognition"), _("signing"),
    _("relations"), _("military"), _("judicial"), _("intelligence"), _("economic"), _("humanitarian"), _("asylum"),
    _("easing"), _("access"), _("resignation"), _("pardon"), _("reform"), _("withdrawal"), _("release"),
    _("disarmament"), _("return"), _("assistance"), _("change"), _("yield"), _("mediation"), _("accusation"),
    _("allegation"), _("criticism"), _("investigation"), _("lawsuit"), _("refusal"), _("veto"), _("defiance"),
    _("force"), _("sanctions"), _("arrest"), _("demonstration"), _("strike"), _("hunger strike"), _("boycott"),
    _("riot"), _("expulsion"), _("discontinuation"), _("deployment"), _("alert"), _("exercise"), _("recruitment"),
    _("restriction"), _("seizure"), _("deportation"), _("cyber"), _("airstrike"), _("drone strike"), _("shelling"),
    _("bombing"), _("clash"), _("attack"), _("abduction"), _("seizure of territory"),
)  # fmt: skip
