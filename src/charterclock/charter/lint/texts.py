"""The sentences of lint, one table for all languages: a speaker can correct them without reading code.

Each code, or code and form, has for each language its sentence and what to write instead (``None`` where nothing is
clear). ``{...}`` is filled in. Keys of the format stay English in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["LANGUAGES", "PERIODS", "TEXTS"]

LANGUAGES: Final = ("ms", "id", "en")
#: the words for the periods of a frequency
PERIODS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"month": "month", "quarter": "quarter", "year": "year"},
    "ms": {"month": "bulan", "quarter": "suku tahun", "year": "tahun"},
    "id": {"month": "bulan", "quarter": "triwulan", "year": "tahun"},
}

TEXTS: Final[Mapping[str, Mapping[str, tuple[str, str | None]]]] = {
    # tiers
    "CC901": {
        "en": ("tiers '{first}' and '{second}' both take {where}", None),
        "ms": ("peringkat '{first}' dan '{second}' kedua-duanya merangkumi {where}", None),
        "id": ("jenjang '{first}' dan '{second}' sama-sama mencakup {where}", None),
    },
    "CC901 bound": {
        "en": ("tiers '{first}' and '{second}' both take {where}", "in '{second}' write {bound}"),
        "ms": ("peringkat '{first}' dan '{second}' kedua-duanya merangkumi {where}", "dalam '{second}' tulis {bound}"),
        "id": ("jenjang '{first}' dan '{second}' sama-sama mencakup {where}", "di '{second}' tulis {bound}"),
    },
    "CC902": {
        "en": ("no tier takes {where}", "widen a tier, or add one"),
        "ms": ("tiada peringkat yang merangkumi {where}", "luaskan satu peringkat, atau tambah satu"),
        "id": ("tidak ada jenjang yang mencakup {where}", "perluas satu jenjang, atau tambah satu"),
    },
    "CC903": {
        "en": ("tier '{tier}' can never apply: '{other}' takes all its cases too", "take one out, or narrow '{other}'"),
        "ms": (
            "peringkat '{tier}' tidak mungkin terpakai: '{other}' juga merangkumi semua kesnya",
            "buang satu daripadanya, atau kecilkan '{other}'",
        ),
        "id": (
            "jenjang '{tier}' tidak mungkin berlaku: '{other}' juga mencakup semua kasusnya",
            "hapus salah satu, atau persempit '{other}'",
        ),
    },
    "CC903 applies": {
        "en": ("tier '{tier}' can never apply: the pledge takes no such case", "compare it with applies"),
        "ms": ("peringkat '{tier}' tidak mungkin terpakai: janji tidak menerima kes itu", "bandingkan dengan applies"),
        "id": ("jenjang '{tier}' tidak mungkin berlaku: janji tidak menerima kasus itu", "bandingkan dengan applies"),
    },
    "CC903 open": {
        "en": ("tier '{tier}' can never apply: the office never closes", "take it out, or give the calendar hours"),
        "ms": (
            "peringkat '{tier}' tidak mungkin terpakai: pejabat tidak pernah tutup",
            "buang peringkat itu, atau beri kalendar waktu pejabat",
        ),
        "id": (
            "jenjang '{tier}' tidak mungkin berlaku: kantor tidak pernah tutup",
            "hapus jenjang itu, atau beri kalender jam kerja",
        ),
    },
    "CC904": {
        "en": ("the larger job has the shorter time: '{larger}' {short}, '{smaller}' {long}", None),
        "ms": ("kerja yang lebih besar diberi masa lebih singkat: '{larger}' {short}, '{smaller}' {long}", None),
        "id": ("pekerjaan yang lebih besar diberi waktu lebih singkat: '{larger}' {short}, '{smaller}' {long}", None),
    },
    "CC905": {
        "en": ("sizes that the sentence prints overlap: '{first}' and '{second}'", None),
        "ms": ("saiz dalam ayat bertindih: '{first}' dan '{second}'", None),
        "id": ("ukuran dalam kalimat bertumpang tindih: '{first}' dan '{second}'", None),
    },
    "CC905 gap": {
        "en": ("sizes that the sentence prints leave a gap: '{first}' and '{second}'", None),
        "ms": ("saiz dalam ayat meninggalkan ruang kosong: '{first}' dan '{second}'", None),
        "id": ("ukuran dalam kalimat menyisakan celah: '{first}' dan '{second}'", None),
    },
    "CC906": {
        "en": ("{count} tiers: only the first {most} are compared with each other", "make them fewer"),
        "ms": ("{count} peringkat: hanya {most} yang pertama dibandingkan", "kurangkan peringkat"),
        "id": ("{count} jenjang: hanya {most} yang pertama dibandingkan", "kurangi jenjangnya"),
    },
    # limits
    "CC911": {
        "en": (
            "'{limit}' is printed without saying which days; the file takes {meaning}",
            "print '{working}' or '{calendar}', or a note that says it for all (source: {{note: ...}})",
        ),
        "ms": (
            "'{limit}' dicetak tanpa menyatakan hari yang mana; fail mengambil {meaning}",
            "cetak '{working}' atau '{calendar}', atau nota untuk semua (source: {{note: ...}})",
        ),
        "id": (
            "'{limit}' dicetak tanpa menyebut hari yang mana; berkas memakai {meaning}",
            "cetak '{working}' atau '{calendar}', atau catatan untuk semua (source: {{note: ...}})",
        ),
    },
    "CC912": {
        "en": (
            "no law says how long a working month is; here it is a calendar month that ends on a working day",
            "print months, or say it: meanings: {{working month: 22 working days}}",
        ),
        "ms": (
            "tiada undang-undang menetapkan bulan bekerja; di sini bulan kalendar yang berakhir pada hari bekerja",
            "cetak bulan, atau nyatakan: meanings: {{working month: 22 working days}}",
        ),
        "id": (
            "tidak ada aturan tentang panjang bulan kerja; di sini bulan kalender yang berakhir pada hari kerja",
            "cetak bulan, atau sebutkan: meanings: {{working month: 22 working days}}",
        ),
    },
    "CC912 printed": {
        "en": (
            "no law says how long '{phrase}' is; the file takes {given}",
            "print months or days, or say it: meanings: {{working month: 22 working days}}",
        ),
        "ms": (
            "tiada undang-undang menetapkan panjang '{phrase}'; fail mengambil {given}",
            "cetak bulan atau hari, atau nyatakan: meanings: {{working month: 22 working days}}",
        ),
        "id": (
            "tidak ada aturan tentang panjang '{phrase}'; berkas memakai {given}",
            "cetak bulan atau hari, atau sebutkan: meanings: {{working month: 22 working days}}",
        ),
    },
    "CC913": {
        "en": ("one promise in two units: '{first}' and '{second}'", "print one of them"),
        "ms": ("satu janji dalam dua unit: '{first}' dan '{second}'", "cetak satu sahaja"),
        "id": ("satu janji dalam dua satuan: '{first}' dan '{second}'", "cetak satu saja"),
    },
    "CC914": {
        "en": (
            "'at least {limit}' is a floor: it promises no end",
            "was 'at most' meant? then write within: {written}",
        ),
        "ms": (
            "'sekurang-kurangnya {limit}' ialah had bawah: tiada penghujung dijanjikan",
            "adakah 'selewat-lewatnya' dimaksudkan? tulis within: {written}",
        ),
        "id": (
            "'minimal {limit}' adalah batas bawah: tidak ada akhir yang dijanjikan",
            "apakah 'maksimal' yang dimaksud? tulis within: {written}",
        ),
    },
    "CC914 printed": {
        "en": ("the sentence prints a floor, '{phrase}', and the file has an end", "print 'at most', if that is meant"),
        "ms": (
            "ayat mencetak had bawah, '{phrase}', tetapi fail menyatakan penghujung",
            "cetak 'selewat-lewatnya', jika itu yang dimaksudkan",
        ),
        "id": (
            "kalimat mencetak batas bawah, '{phrase}', sedangkan berkas menyebut akhir",
            "cetak 'paling lama', jika itu yang dimaksud",
        ),
    },
    # measures
    "CC915": {
        "en": ("an uptime of 100% is lost with the first outage", "such as at_least: 99.9%"),
        "ms": ("ketersediaan 100% hilang dengan gangguan pertama", "misalnya at_least: 99.9%"),
        "id": ("ketersediaan 100% hilang pada gangguan pertama", "misalnya at_least: 99.9%"),
    },
    "CC916": {
        "en": ("{times} times a {per}, and at least once in each {part}: two conditions, each can fail alone", None),
        "ms": ("{times} kali setiap {per}, dan sekurang-kurangnya sekali setiap {part}: dua syarat berasingan", None),
        "id": ("{times} kali setiap {per}, dan minimal sekali setiap {part}: dua syarat yang terpisah", None),
    },
    "CC916 same": {
        "en": ("{times} times a {per}, and at least once in each {part}: the second says it all", "{written}"),
        "ms": ("{times} kali setiap {per}, dan sekurang-kurangnya sekali setiap {part}: yang kedua cukup", "{written}"),
        "id": ("{times} kali setiap {per}, dan minimal sekali setiap {part}: yang kedua sudah cukup", "{written}"),
    },
    "CC916 sentence": {
        "en": ("the sentence prints two frequencies, the file has one: '{first}' and '{second}'", None),
        "ms": ("ayat mencetak dua kekerapan, fail hanya satu: '{first}' dan '{second}'", None),
        "id": ("kalimat mencetak dua frekuensi, berkas hanya satu: '{first}' dan '{second}'", None),
    },
    "CC917": {
        "en": ("every result keeps it: {level} is the lowest there is", None),
        "ms": ("setiap keputusan menepatinya: {level} ialah yang terendah", None),
        "id": ("setiap hasil memenuhinya: {level} adalah yang terendah", None),
    },
    "CC917 never": {
        "en": ("no result can keep it: {level} lies above {highest}, the highest there is", None),
        "ms": ("tiada keputusan dapat menepatinya: {level} melebihi {highest}, yang tertinggi", None),
        "id": ("tidak ada hasil yang dapat memenuhinya: {level} melebihi {highest}, yang tertinggi", None),
    },
    "CC917 printed": {
        "en": ("the sentence prints a level outside its scale: '{phrase}'", None),
        "ms": ("ayat mencetak tahap di luar skalanya: '{phrase}'", None),
        "id": ("kalimat mencetak nilai di luar skalanya: '{phrase}'", None),
    },
    # sentences
    "CC921": {
        "en": ("number and word disagree in the sentence: '{phrase}'", "find out which of the two is right"),
        "ms": ("angka dan perkataan dalam ayat tidak sama: '{phrase}'", "pastikan yang mana betul"),
        "id": ("angka dan kata dalam kalimat tidak sama: '{phrase}'", "pastikan mana yang benar"),
    },
    "CC922": {
        "en": ("the file says {given}, the sentence prints {printed}", None),
        "ms": ("fail menyatakan {given}, ayat mencetak {printed}", None),
        "id": ("berkas menyatakan {given}, kalimat mencetak {printed}", None),
    },
    "CC923": {
        "en": ("more than the whole: {phrase}", "a percentage is from 0% to 100%"),
        "ms": ("lebih daripada keseluruhan: {phrase}", "peratusan ialah dari 0% hingga 100%"),
        "id": ("lebih dari keseluruhan: {phrase}", "persentase adalah dari 0% sampai 100%"),
    },
    "CC924": {
        "en": ("nothing here can be measured: {words}", "promise a time, a share or a number of times"),
        "ms": ("tiada apa-apa yang boleh diukur: {words}", "janjikan tempoh, peratusan atau bilangan kali"),
        "id": ("tidak ada yang dapat diukur: {words}", "janjikan waktu, persentase atau jumlah kali"),
    },
    "CC925": {
        "en": ("'{verb}' has no end that a client can see; the file takes '{stop}'", "print when it is done"),
        "ms": ("'{verb}' tiada penghujung yang dapat dilihat; fail mengambil '{stop}'", "cetak bila ia selesai"),
        "id": ("'{verb}' tidak punya akhir yang dapat dilihat; berkas memakai '{stop}'", "cetak kapan selesainya"),
    },
    "CC926": {
        "en": ("the sentence names no start; the file takes '{start}'", "print from when the time runs"),
        "ms": ("ayat tidak menyatakan permulaan; fail mengambil '{start}'", "cetak dari bila masa dikira"),
        "id": ("kalimat tidak menyebut awal waktu; berkas memakai '{start}'", "cetak sejak kapan waktu dihitung"),
    },
    "CC927": {
        "en": ("the sentence prints {phrase}, and no key says it", None),
        "ms": ("ayat mencetak {phrase}, tetapi tiada kunci menyatakannya", None),
        "id": ("kalimat mencetak {phrase}, tetapi tidak ada kunci yang menyatakannya", None),
    },
    "CC928": {
        "en": ("no report is in language '{language}'", "ms, id or en"),
        "ms": ("tiada laporan dalam bahasa '{language}'", "ms, id atau en"),
        "id": ("tidak ada laporan dalam bahasa '{language}'", "ms, id atau en"),
    },
    # events and dates
    "CC931": {
        "en": ("no column records '{event}'", None),
        "ms": ("tiada lajur merekodkan '{event}'", None),
        "id": ("tidak ada kolom yang mencatat '{event}'", None),
    },
    "CC931 near": {
        "en": ("no column records '{event}'", "did you mean '{near}'?"),
        "ms": ("tiada lajur merekodkan '{event}'", "adakah '{near}' dimaksudkan?"),
        "id": ("tidak ada kolom yang mencatat '{event}'", "apakah '{near}' yang dimaksud?"),
    },
    "CC932": {
        "en": ("the clock starts and stops at one event, '{event}'", None),
        "ms": ("masa bermula dan berhenti pada satu peristiwa, '{event}'", None),
        "id": ("waktu mulai dan berhenti pada satu peristiwa, '{event}'", None),
    },
    "CC932 order": {
        "en": ("'{start}' comes before '{stop}' here, and after it in '{other}'", None),
        "ms": ("'{start}' mendahului '{stop}' di sini, dan mengikutinya dalam '{other}'", None),
        "id": ("'{start}' mendahului '{stop}' di sini, dan mengikutinya dalam '{other}'", None),
    },
    "CC933": {
        "en": ("'{second}' and '{first}' differ by a letter", "if they are the same, write '{first}'"),
        "ms": ("'{second}' dan '{first}' berbeza satu huruf", "jika kedua-duanya sama, tulis '{first}'"),
        "id": ("'{second}' dan '{first}' berbeda satu huruf", "jika keduanya sama, tulis '{first}'"),
    },
    "CC934": {
        "en": ("no revision is valid on {first}", "the day of `to` is left out: write to: {next}"),
        "ms": ("tiada semakan berkuat kuasa pada {first}", "hari pada `to` tidak termasuk: tulis to: {next}"),
        "id": ("tidak ada revisi yang berlaku pada {first}", "hari pada `to` tidak termasuk: tulis to: {next}"),
    },
    "CC934 span": {
        "en": ("no revision is valid from {first} to {last}", None),
        "ms": ("tiada semakan berkuat kuasa dari {first} hingga {last}", None),
        "id": ("tidak ada revisi yang berlaku dari {first} sampai {last}", None),
    },
}  # fmt: skip
