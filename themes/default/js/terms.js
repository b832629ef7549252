// What a word is searched by. Vietnamese is typed with its marks or without,
// with the tone on either vowel (hoá, hóa), composed or decomposed, and as raw
// Telex where no input method was on; Khmer has no spaces between words.
(function (root) {
  "use strict";

  // The tone of a syllable, by its combining mark; the letter is Telex's.
  var TONES = { "\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j" };
  // Letters that are no base letter with a mark.
  var BARRED = { "đ": "d", "ƀ": "b", "ð": "d" };
  // Runs of letters and digits; a number keeps together across its points.
  var WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+/gu;
  var KHMER = /[\u1780-\u17ff]/;
  // A consonant with what is written below and around it.
  var CLUSTER = /[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*|[^\u1780-\u17b3]/gu;
  var SYLLABLE = new RegExp(
    "^(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?" +
    "[aăâeêioôơuưy]{1,3}(?:ch|nh|ng|[cmnpt])?$");

  // A word without any mark, and as it is spelt: its letters with their marks,
  // then its tone, wherever that was written.
  function spelt(word) {
    var letters = "", plain = "", tone = "";
    Array.from(word.toLowerCase().normalize("NFD")).forEach(function (c) {
      if (c === "." || c === ",") return;
      if (TONES[c]) { tone = TONES[c]; return; }
      letters += c;
      if (!/[\u0300-\u036f]/.test(c)) plain += BARRED[c] || c;
    });
    return { plain: plain, exact: letters.normalize("NFC") + (tone && "'" + tone) };
  }

  // What raw Telex means, where that is a syllable: "ddieeuf" is "điều".
  function fromTelex(word) {
    var tone = "", out = "";
    var last = word.toLowerCase();
    if (!/^[a-z]+$/.test(last)) return null;
    for (var i = 0; i < last.length; i++) {
      var c = last[i], before = out.slice(-1), vowel = /[aăâeêioôơuưy]/.test(out);
      if (/[sfrxj]/.test(c) && vowel && !tone && !/[sfrxj]/.test(last.slice(i + 1))) { tone = c; continue; }
      if (c === "d" && out === "d") { out = "đ"; continue; }
      if (/[aeo]/.test(c)) {
        // The second letter may come after the end of the syllable: "dienej".
        var at = out.lastIndexOf(c);
        if (at >= 0 && /^[a-zư]*$/.test(out.slice(at + 1)) && (before === c || !/[aeiouy]/.test(before))) {
          out = out.slice(0, at) + { a: "â", e: "ê", o: "ô" }[c] + out.slice(at + 1);
          continue;
        }
      }
      if (c === "d" && out[0] === "d" && vowel) { out = "đ" + out.slice(1); continue; }
      if (c === "w") {
        var uo = out.lastIndexOf("uo");
        if (uo >= 0) { out = out.slice(0, uo) + "ươ" + out.slice(uo + 2); continue; }
        var hooked = Math.max(out.lastIndexOf("a"), out.lastIndexOf("o"), out.lastIndexOf("u"));
        if (hooked >= 0) {
          out = out.slice(0, hooked) + { a: "ă", o: "ơ", u: "ư" }[out[hooked]] + out.slice(hooked + 1);
        } else {
          out += "ư";
        }
        continue;
      }
      out += c;
    }
    var isOther = tone || /[^a-z]/.test(out);
    if (!isOther || !SYLLABLE.test(out)) return null;
    return { plain: spelt(out).plain, exact: out + (tone && "'" + tone) };
  }

  // What is said in short: the plain words of each, and its short form.
  var shorts = [];

  // "BHYT: bảo hiểm y tế; …" as the theme says it.
  function inShort(text) {
    shorts = text.split(";").filter(Boolean).map(function (pair) {
      var parts = pair.split(":");
      var long = words(parts[1] || "").words.map(function (word) { return spelt(word.word).plain; });
      return { short: spelt(parts[0].trim()).plain, long: long };
    }).filter(function (pair) { return pair.short && pair.long.length > 1; });
  }

  // The ways that a word of a text is spelt, and one that was typed.
  function asWritten(word) { return [spelt(word)]; }
  function asTyped(word) {
    var telex = fromTelex(word);
    return telex ? [telex, spelt(word)] : [spelt(word)];
  }

  // The short form of the words that begin at `i`, if they have one.
  function shortAt(all, i, ways) {
    return shorts.find(function (pair) {
      return pair.long.every(function (plain, n) {
        var word = all[i + n];
        return word && !word.khmer && ways(word.word)[0].plain === plain;
      });
    });
  }

  // The words of a text with their places: runs of letters and digits; of
  // Khmer each cluster.
  function words(text) {
    var found = [];
    text = text.normalize("NFC");
    for (var match of text.matchAll(WORD)) {
      if (!KHMER.test(match[0])) {
        found.push({ at: match.index, end: match.index + match[0].length, word: match[0] });
        continue;
      }
      for (var part of match[0].matchAll(CLUSTER)) {
        var at = match.index + part.index;
        var joins = found.length > 0 && found[found.length - 1].end === at;
        found.push({ at: at, end: at + part[0].length, word: part[0], khmer: true, joins: joins });
      }
    }
    return { text: text, words: found };
  }

  // The terms of a text, for the index: words without marks; of Khmer each
  // two clusters that stand side by side, since one says too little.
  function terms(text) {
    var all = words(text).words, found = [];
    all.forEach(function (word, i) {
      if (!word.khmer) {
        var pair = shortAt(all, i, asWritten);
        if (pair) found.push(pair.short);
        found.push(spelt(word.word).plain);
        return;
      }
      var next = all[i + 1];
      if (next && next.khmer && next.joins) found.push(word.word + next.word);
      else if (!(word.joins && i > 0 && all[i - 1].khmer)) found.push(word.word);
    });
    return found;
  }

  // The words of a text, each as the ways to spell it; what has a short form is
  // one word.
  function read(text, ways) {
    var all = words(text).words, found = [];
    for (var i = 0; i < all.length; i++) {
      var pair = shortAt(all, i, ways);
      if (pair) {
        found.push({ ways: [{ plain: pair.short, exact: pair.short }] });
        i += pair.long.length - 1;
      } else if (all[i].khmer) {
        found.push({ khmer: true, ways: [{ plain: all[i].word, exact: all[i].word }] });
      } else {
        var own = ways(all[i].word);
        found.push({ ways: own, marked: own[0].exact !== own[0].plain });
      }
    }
    return found;
  }

  // A text as its words follow each other, to look for phrases in.
  function said(text) {
    var exact = " ", plain = " ";
    read(text, asWritten).forEach(function (word) {
      exact += word.ways[0].exact + " ";
      plain += word.ways[0].plain + " ";
    });
    return { exact: exact, plain: plain };
  }

  // What is asked for: for each word what it may mean, first what is likeliest.
  function asked(text) {
    return read(text, asTyped);
  }

  root.lantoaTerms = { inShort: inShort, words: words, terms: terms, said: said, asked: asked, spelt: spelt };
})(self);
