"""All the ways in which news say that something is on the table and who takes which stance, read from text to rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.record import Record

Case = tuple[str, list[tuple[str, str | None]], list[tuple[str, str]]]

ENGLISH: list[Case] = [
    (
        "The refusal of the rebels to sign the armistice drafted by Kenya angered the army. Soldiers kept fighting.",
        [("ceasefire", None)],
        [("the rebels", "rejects")],
    ),
    (
        "Egypt's mediators have laid before both sides a scheme for a 40-day truce. Libya's yes came on "
        "Monday; Chad asked for a week to think.",
        [("ceasefire", "P40D")],
        [("Government of Libya", "accepts"), ("Government of Chad", "undecided")],
    ),
    (
        "Sweden is floating a halt to air raids for six weeks. Iraq would go along with it if Iran did "
        "the same, its foreign minister said. Iran is sceptical of the idea and has given no reply.",
        [("ceasefire", "P6W")],
        [("Government of Iraq", "conditional"), ("Government of Iran", "undecided")],
    ),
    (
        "Norway has invited the rebels and the Colombian government to talks in Oslo. Colombia accepted "
        "the invitation; the FARC rebels have not replied.",
        [("talks format", None)],
        [("Government of Colombia", "accepts"), ("Revolutionary Armed Forces of Colombia", "undecided")],
    ),
    (
        "The peace formula, which Ethiopia has accepted and Eritrea has thrown out, was drawn up by Algeria.",
        [("peace plan", None)],
        [("Government of Ethiopia", "accepts"), ("Government of Eritrea", "rejects")],
    ),
    (
        "A French-backed roadmap was rejected out of hand by Mali on Tuesday, while Niger said it would "
        "need more time. The fighting between the army and the rebels went on.",
        [("peace plan", None)],
        [("Government of Mali", "rejects"), ("Government of Niger", "undecided")],
    ),
    (
        "The United Nations appealed for a ten-day humanitarian pause in the war. Saudi Arabia heeded "
        "the call; the Houthis ignored it.",
        [("humanitarian pause", "P10D")],
        [("Government of Saudi Arabia", "accepts"), ("Houthis", "rejects")],
    ),
    (
        "President Carter's suggestion of a meeting between Sadat and Begin at Camp David was taken up "
        "at once by Egypt. Israel wants to see the agenda first. The war was five years past and peace "
        "far.",
        [("talks format", None)],
        [("Government of Egypt", "accepts"), ("Government of Israel", "undecided")],
    ),
    (
        "What the Security Council wants is an immediate ceasefire. Pakistan said it would comply if "
        "India did. India has yet to make up its mind.",
        [("ceasefire", None)],
        [("Government of Pakistan", "conditional"), ("Government of India", "undecided")],
    ),
    (
        "Burundi's government agreed to a month-long ceasefire on Wednesday, its spokesman said. The "
        "truce was put to both sides by Tanzania.",
        [("ceasefire", "P1M")],
        [("Government of Burundi", "accepts")],
    ),
    (
        "Qatar has proposed that Hamas free ten hostages and that Israel halt its offensive for two "
        "weeks. Hamas is willing but Israel balked.",
        [("prisoner exchange", "P2W")],
        [("Hamas", "accepts"), ("Government of Israel", "rejects")],
    ),
    (
        "Nepal's Maoists turned their backs on the government's offer of talks. The army stayed in its barracks.",
        [("talks format", None)],
        [("Communist Party of Nepal (Maoist)", "rejects")],
    ),
    (
        "Jordan asked for a 48-hour truce to bury the dead. Syria refused. Israel was noncommittal.",
        [("ceasefire", "PT48H")],
        [("Government of Syria", "rejects"), ("Government of Israel", "undecided")],
    ),
    (
        "Georgia called on Russia to pull its troops out of Gori. Moscow replied that it would do so "
        "once peacekeepers were in place.",
        [("troop withdrawal", None)],
        [("Government of Russia", "conditional")],
    ),
    (
        "Iran came out against the Pakistani peace initiative, whereas Saudi Arabia came out in favour of it.",
        [("peace plan", None)],
        [("Government of Iran", "rejects"), ("Government of Saudi Arabia", "accepts")],
    ),
    (
        "Asked about the truce offered by Lebanon, Israel declined to comment. Syria called the offer "
        "unacceptable. The shelling of the border did not stop.",
        [("ceasefire", None)],
        [("Government of Israel", "undecided"), ("Government of Syria", "rejects")],
    ),
    (
        "Brazil put on the table a truce of 15 days between Peru and Ecuador. Peru bought it. Ecuador "
        "let it be known that it would sign, too, unless Peru kept its troops in Tiwinza.",
        [("ceasefire", "P15D")],
        [("Government of Peru", "accepts"), ("Government of Ecuador", "conditional")],
    ),
    (
        "Macron wants a ceasefire in the air and at sea for a month. Zelensky said he was on board. The "
        "Kremlin took note of the idea. The army is at war.",
        [("ceasefire", "P1M")],
        [("Volodymyr Zelensky", "accepts"), ("Government of Russia", "undecided")],
    ),
    (
        "The company turned down a merger plan and shareholders accepted a rival offer from France. The "
        "war over prices goes on.",
        [],
        [],
    ),
    (
        "Parliament rejected the government's pension reform plan. The army of critics was pleased and "
        "unions agreed to end the strike.",
        [],
        [],
    ),
    (
        "Real Madrid have accepted an offer from Chelsea for the striker. Barcelona refused to comment "
        "on the proposal. A truce between the clubs held.",
        [],
        [],
    ),
    (
        "He proposed to Maria after the war and she said yes. Her father, a soldier, refused to give "
        "his consent, then changed his mind.",
        [],
        [],
    ),
    (
        "France urged Mali to accept the ceasefire. Germany hopes that Niger will sign it. Fighting went on.",
        [],
        [],
    ),
    (
        "Mali says that it has accepted the truce that Kenya proposed, but its army has not stopped shelling.",
        [("ceasefire", None)],
        [("Government of Mali", "accepts")],
    ),
    (
        "Israel and Lebanon agreed to a ten-day ceasefire on Tuesday after talks in Washington. Soldiers pulled back.",
        [("ceasefire", "P10D")],
        [("Government of Israel", "accepts"), ("Government of Lebanon", "accepts")],
    ),
]

ITALIAN: list[Case] = [
    (
        "Il no dei ribelli alla tregua messa a punto dal Kenya ha irritato l'esercito. I soldati combattono ancora.",
        [("ceasefire", None)],
        [("ribelli", "rejects")],
    ),
    (
        "La Svezia caldeggia uno stop ai raid aerei per sei settimane. L'Iraq ci starebbe, se l'Iran "
        "facesse altrettanto, ha detto il suo ministro degli Esteri. Teheran non si sbilancia.",
        [("ceasefire", "P6W")],
        [("Government of Iraq", "conditional"), ("Government of Iran", "undecided")],
    ),
    (
        "Il documento dei mediatori prevede lo scambio di tutti i prigionieri. L'Armenia è pronta a "
        "firmarlo, purché tornino anche le salme dei suoi soldati. Dall'Azerbaigian è arrivato un secco "
        "rifiuto.",
        [("prisoner exchange", None)],
        [("Government of Armenia", "conditional"), ("Azerbaijan", "rejects")],
    ),
    (
        "La Norvegia ha invitato a Oslo il governo colombiano e i ribelli per un negoziato. La Colombia "
        "ha accettato l'invito; le Farc non hanno risposto.",
        [("talks format", None)],
        [("Government of Colombia", "accepts"), ("Revolutionary Armed Forces of Colombia", "undecided")],
    ),
    (
        "Il piano di pace, che l'Etiopia ha accolto e l'Eritrea ha bocciato, è opera dell'Algeria.",
        [("peace plan", None)],
        [("Government of Ethiopia", "accepts"), ("Government of Eritrea", "rejects")],
    ),
    (
        "La road map sostenuta dalla Francia è stata respinta al mittente martedì dal Mali, mentre il "
        "Niger ha detto di aver bisogno di tempo. Proseguono i combattimenti tra esercito e ribelli.",
        [("peace plan", None)],
        [("Mali", "rejects"), ("Government of Niger", "undecided")],
    ),
    (
        "Cuba offre L'Avana come sede di una conferenza di pace. Il governo colombiano è favorevole. I "
        "ribelli hanno snobbato l'offerta.",
        [("talks format", None)],
        [("Government of Colombia", "accepts"), ("I ribelli", "rejects")],
    ),
    (
        "Le Nazioni Unite hanno lanciato un appello per una pausa umanitaria di dieci giorni nella "
        "guerra. L'Arabia Saudita lo ha raccolto; gli Houthi hanno fatto orecchie da mercante.",
        [("humanitarian pause", "P10D")],
        [("Government of Saudi Arabia", "accepts"), ("Houthis", "rejects")],
    ),
    (
        "L'invito del presidente Carter a un incontro a tre a Camp David è stato accolto subito "
        "dall'Egitto. Israele vuole prima conoscere l'ordine del giorno. La guerra è finita da cinque "
        "anni, la pace è lontana.",
        [("talks format", None)],
        [("Government of Egypt", "accepts"), ("Government of Israel", "undecided")],
    ),
    (
        "Il Consiglio di sicurezza ha intimato un cessate il fuoco immediato. Il Pakistan si adeguerà "
        "se lo farà l'India. L'India non si è ancora pronunciata.",
        [("ceasefire", None)],
        [("Government of Pakistan", "conditional"), ("Government of India", "undecided")],
    ),
    (
        "L'adesione dei ribelli al piano di tregua, annunciata domenica, ha colto di sorpresa il "
        "governo dello Sri Lanka. Il governo non si è ancora espresso sul testo.",
        [("ceasefire", None)],
        [("ribelli", "accepts"), ("Government of Sri Lanka", "undecided")],
    ),
    (
        "La Turchia ha proposto un corridoio per il grano. L'Ucraina si è detta d'accordo. Dalla Russia "
        "ancora nessuna risposta. La guerra continua.",
        [("other", None)],
        [("Government of Ukraine", "accepts"), ("Russia", "undecided")],
    ),
    (
        "Il governo del Burundi ha accettato mercoledì una tregua di un mese, ha detto il portavoce. "
        "L'aveva sottoposta alle parti la Tanzania.",
        [("ceasefire", "P1M")],
        [("Government of Burundi", "accepts")],
    ),
    (
        "Il Qatar ha proposto che Hamas liberi dieci ostaggi e che Israele fermi l'offensiva per due "
        "settimane. Hamas è disponibile, Israele si è tirato indietro.",
        [("prisoner exchange", "P2W")],
        [("Hamas", "accepts"), ("Israel", "rejects")],
    ),
    (
        "Il Kenya ha messo sul tavolo una tregua. L'Uganda appoggia il testo così com'è. Il Ruanda lo "
        "accetterà soltanto quando il confine sarà sicuro. Il Burundi temporeggia. Si combatte ancora.",
        [("ceasefire", None)],
        [
            ("Government of Uganda", "accepts"),
            ("Government of Rwanda", "conditional"),
            ("Government of Burundi", "undecided"),
        ],
    ),
    (
        "I maoisti del Nepal hanno voltato le spalle all'offerta di dialogo del governo. L'esercito "
        "resta nelle caserme.",
        [("talks format", None)],
        [("Communist Party of Nepal (Maoist)", "rejects")],
    ),
    (
        "La tregua di tre mesi suggerita dalla Spagna è stata accettata dal Marocco e, con riserva, "
        "dall'Algeria. La risposta dei guerriglieri è attesa venerdì.",
        [("ceasefire", "P3M")],
        [("Government of Morocco", "accepts"), ("Algeria", "conditional"), ("guerriglieri", "undecided")],
    ),
    (
        "La Giordania ha chiesto una tregua di 48 ore per seppellire i morti. La Siria ha rifiutato. "
        "Israele è rimasto sul vago.",
        [("ceasefire", "PT48H")],
        [("Government of Syria", "rejects"), ("Government of Israel", "undecided")],
    ),
    (
        "La Georgia ha chiesto alla Russia di ritirare le truppe da Gori. Mosca ha risposto che lo farà "
        "quando ci saranno i caschi blu.",
        [("troop withdrawal", None)],
        [("Government of Russia", "conditional")],
    ),
    (
        "Gran Bretagna e Francia hanno presentato una risoluzione per la fine delle ostilità. L'Unione "
        "Sovietica ha posto il veto. I soldati combattono.",
        [("ceasefire", None)],
        [("Government of Russia", "rejects")],
    ),
    (
        "L'Iran si è detto contrario all'iniziativa di pace pakistana, mentre l'Arabia Saudita si è "
        "schierata a favore.",
        [("peace plan", None)],
        [("Government of Iran", "rejects"), ("Government of Saudi Arabia", "accepts")],
    ),
    (
        "Da Damasco nessuna preclusione al piano di pace di Ginevra, presentato dagli Stati Uniti; da "
        "Israele un no senza appello.",
        [("peace plan", None)],
        [("Israel", "rejects")],
    ),
    (
        "Interpellato sulla tregua offerta dal Libano, Israele non ha voluto commentare. La Siria ha "
        "definito l'offerta inaccettabile. I bombardamenti al confine non si fermano.",
        [("ceasefire", None)],
        [("Government of Israel", "undecided"), ("Government of Syria", "rejects")],
    ),
    (
        "Il Brasile ha avanzato l'ipotesi di una tregua di 15 giorni tra Perù ed Ecuador. Il Perù ha "
        "detto di sì. L'Ecuador ha fatto sapere che firmerà anch'esso, a meno che il Perù non tenga le "
        "truppe a Tiwinza.",
        [("ceasefire", "P15D")],
        [("Government of Peru", "accepts"), ("Government of Ecuador", "conditional")],
    ),
    (
        "Macron vuole una tregua in cielo e in mare della durata di un mese. Zelensky è d'accordo. Il "
        "Cremlino ha preso nota dell'idea. L'esercito è in guerra.",
        [("ceasefire", "P1M")],
        [("Volodymyr Zelensky", "accepts"), ("Government of Russia", "undecided")],
    ),
    (
        "L'offerta giapponese di mediazione è stata garbatamente declinata da Pechino. Manila l'ha "
        "colta al volo. Il conflitto al confine prosegue e le navi militari restano.",
        [("talks format", None)],
        [("Government of China", "rejects"), ("Government of the Philippines", "accepts")],
    ),
    (
        "Via libera di Hamas alla proposta egiziana di tregua. Porte chiuse invece da Israele, che non "
        "intende ritirare le truppe.",
        [("ceasefire", None)],
        [("Hamas", "accepts"), ("Israel", "rejects")],
    ),
    (
        "La società ha respinto il piano di fusione e i soci hanno accettato l'offerta della Francia. "
        "La guerra dei prezzi continua.",
        [],
        [],
    ),
    (
        "Il Parlamento ha bocciato la riforma delle pensioni del governo. L'esercito dei critici esulta "
        "e i sindacati hanno accettato la tregua sugli scioperi.",
        [],
        [],
    ),
    (
        "Il Real Madrid ha accettato l'offerta del Chelsea per l'attaccante. Il Barcellona non ha "
        "voluto commentare. Tregua tra i due club.",
        [],
        [],
    ),
    (
        "Dopo la guerra le ha chiesto di sposarlo e lei ha detto di sì. Il padre, un soldato, ha "
        "rifiutato il consenso e poi ha cambiato idea.",
        [],
        [],
    ),
    (
        "La Francia ha esortato il Mali ad accettare la tregua. La Germania spera che il Niger la "
        "firmi. Si combatte ancora.",
        [],
        [],
    ),
    (
        "Israele e Libano hanno concordato martedì un cessate il fuoco di dieci giorni dopo i colloqui "
        "a Washington. I soldati si ritirano.",
        [("ceasefire", "P10D")],
        [("Government of Israel", "accepts"), ("Government of Lebanon", "accepts")],
    ),
]


def rows(record: Record) -> tuple[list[tuple[str, str | None]], list[tuple[str, str]]]:
    names = {actor.id: actor.name for actor in record.actors}
    proposals: list[tuple[str, str | None]] = sorted((p.kind, p.terms.duration) for p in record.proposals)
    return proposals, sorted((names[p.actor], p.stance) for p in record.positions)


@pytest.mark.parametrize(("text", "proposals", "positions"), ENGLISH)
def test_in_english(
    read_en: Callable[..., Record], text: str, proposals: list[tuple[str, str | None]], positions: list[tuple[str, str]]
) -> None:
    assert rows(read_en(text, published="1995-06-14")) == (sorted(proposals), sorted(positions))


@pytest.mark.parametrize(("text", "proposals", "positions"), ITALIAN)
def test_in_italian(
    read_it: Callable[..., Record], text: str, proposals: list[tuple[str, str | None]], positions: list[tuple[str, str]]
) -> None:
    assert rows(read_it(text, published="1995-06-14")) == (sorted(proposals), sorted(positions))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Mali wants peace, its minister said. The army wants to go home. Soldiers died.", "1995-06-14"),
        (
            "A meeting of the two armies in Oslo was put off. The war goes on. Mali refused to withdraw its troops.",
            "1995-06-14",
        ),
    ],
)
def test_what_nobody_answers_is_no_proposal(read_en: Callable[..., Record], text: str, published: str) -> None:
    assert rows(read_en(text, published=published)) == ([], [])
