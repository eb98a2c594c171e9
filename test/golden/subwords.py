"""Tokenizers trained on made-up text with Hugging Face's `tokenizers`, and what they make of texts: subwords.json.

Run with the package `tokenizers` 0.23 installed: python test/golden/subwords.py
"""
import json
import pathlib
import random

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

rng = random.Random(4)
SYLLABLES = ["ka", "lo", "mi", "ter", "sun", "ver", "pla", "ing", "er", "est", "un", "re", "tö", "né", "çai", "ß", "don't", "42", "2026", "-", "über", "字", "漢字", "ñandu"]
WORDS = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 3))) for _ in range(120)]
CORPUS = [" ".join(rng.choice(WORDS).capitalize() if rng.random() < 0.2 else rng.choice(WORDS) for _ in range(12)) + rng.choice([".", "!", "?", "…", ""]) for _ in range(200)]

TEXTS = [
    "kalo mi tersun", "Kalo MI TERSUN!", "", " ", "  two  blanks\tand a tab\nand a line ", "un-seen? wörter: né né. NÉ çai",
    "漢字kalo字", "don't we'll they've I'm 'tis", "2026-11-26, 3.14 and ½ Ⅷ ٤٢", "🦜 parrot 👩‍🔬", "ﬁ ﬀ ＡＢＣ ﹏ Å Å", "İstanbul ΣΊΣΥΦΟΣ ẞ straße",
    "zero\u200bwidth\u0000nul\ufffdsoft\u00adhyphen\u2028line\u00a0blank\u3000wide", "a" * 150, "kalo" * 40, "x[MASK]y [SEP] [CLS]", "kalo <mask> mi<mask>  ter", "kalo<s>mi </s>",
    "<|endoftext|>kalo <|endoftext|> mi", "$5 = 4€ + 1£ | a_b~c^d`e<f>g", "e\u0301 a\u0308 \u0301 nñ", "▁kalo ▁ mi", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 नमस्ते مرحبا שלום", "tail space ", "\ttab first",
    "__init__ foo_bar", "\u0130\u0131 \u1e9e", "a\u0300b\u0327c\u0338", "\U0001d49c\U0001f1e9\U0001f1ea", "ka\u0378lo mi\u0530 \u05ff \ue000ter",
]
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ROBERTA = ["<s>", "<pad>", "</s>", "<unk>"]


def bert(lowercase):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=260, special_tokens=SPECIALS, show_progress=False))
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", cls), ("[SEP]", sep)])
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id("[PAD]"), pad_token="[PAD]")
    return tokenizer


def gpt2(prefix):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=380, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<|endoftext|>"], show_progress=False))
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def roberta():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=360, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=ROBERTA, show_progress=False))
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
    tokenizer.add_tokens([AddedToken("foo_bar", rstrip=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer


def llama():
    alphabet = sorted({c for text in CORPUS for c in text if c.isascii()})
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    specials = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    corpus = ["".join(c for c in text if c in alphabet) for text in CORPUS]
    tokenizer.train_from_iterator([word for text in corpus for word in text.split()], trainers.BpeTrainer(vocab_size=420, special_tokens=specials, show_progress=False))
    file = json.loads(tokenizer.to_str())
    file["added_tokens"] = file["added_tokens"][:3]  # bytes are pieces, not tokens that a text may name
    tokenizer = Tokenizer.from_str(json.dumps(file))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return tokenizer


def metaspace(scheme, split):
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Strip()]) if scheme == "always" else normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=scheme, split=split)
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=240, special_tokens=["<unk>", "<s>", "</s>"], show_progress=False))
    return tokenizer


def suffixed():
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=220, special_tokens=["<unk>"], end_of_word_suffix="</w>", show_progress=False))
    return tokenizer


def words(behavior):
    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.Replace("ß", "ss")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Punctuation(behavior), pre_tokenizers.Split("ka", "merged_with_previous")])
    tokenizer.train_from_iterator(CORPUS, trainers.WordLevelTrainer(vocab_size=200, special_tokens=["[UNK]"], show_progress=False))
    return tokenizer


MADE = {
    "bert, small letters": bert(True), "bert, capitals kept": bert(False), "gpt2": gpt2(False), "gpt2, a blank before": gpt2(True), "roberta": roberta(), "llama": llama(),
    "metaspace": metaspace("always", True), "metaspace, first, whole": metaspace("first", False), "end of word": suffixed(), "words": words("isolated"), "words, contiguous": words("contiguous"),
}


def told(tokenizer):
    tokenizer.no_truncation()
    return {"file": json.loads(tokenizer.to_str()), "ids": [tokenizer.encode(text).ids for text in TEXTS]}


vocabulary = sorted(MADE["bert, small letters"].get_vocab().items(), key=lambda item: item[1])
golden = {
    "texts": TEXTS,
    "vocab_txt": "\n".join(piece for piece, _ in vocabulary) + "\n",
    "tokenizers": {name: told(tokenizer) for name, tokenizer in MADE.items()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")
