// The one rule for counting words, as `count_words` of queries/rules.py has it; a test holds them equal.
const BETWEEN_WORDS = /[\s\x1c-\x1f\x85]+/u;
const SIGN = /[\p{L}\p{N}]/u;

export function countWords(text) {
  return text.split(BETWEEN_WORDS).filter((word) => SIGN.test(word)).length;
}
