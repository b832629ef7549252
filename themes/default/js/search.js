// The search of the site: what `search/index.js` holds is indexed by
// MiniSearch, by the terms of terms.js. Without script the page leads to a
// list of everything.
(function () {
  "use strict";

  var form = document.querySelector("[data-search]");
  var data = self.lantoaSearch, Terms = self.lantoaTerms;
  if (!form || !data || !Terms) return;
  var input = form.querySelector("input[type=search]");
  var filters = Array.prototype.slice.call(form.querySelectorAll("select"));
  var list = document.querySelector("[data-results]");
  var status = document.querySelector("[data-status]");
  var more = document.querySelector("[data-more]");
  var root = form.dataset.root;
  var kinds = {};
  Array.prototype.forEach.call(form.querySelectorAll("select[name=kind] option"), function (option) {
    kinds[option.value] = option.textContent;
  });

  Terms.inShort(form.dataset.short);

  // How many results are shown, and how many more at once.
  var STEP = 20;
  // While a person types, the list waits this long; ms.
  var PAUSE = 120;
  // Where nothing holds all words, what holds this part of them.
  var PART = 0.6;
  // A word shorter than this is not taken for another with one letter wrong.
  var LONG = 4;

  var index = new MiniSearch({
    fields: ["t", "x", "kind"],
    tokenize: Terms.terms,
    processTerm: function (term) { return term; }
  });
  var said = [];
  data.docs.forEach(function (doc, i) {
    said.push({ title: Terms.said(doc.t), text: Terms.said(doc.x) });
    doc.id = i;
    doc.kind = kinds[doc.k] || "";
  });
  index.addAll(data.docs);

  // The words of a query as terms of the index: one list of alternatives for
  // each; of Khmer each two neighbours are one.
  function alternatives(asked) {
    var all = [];
    asked.forEach(function (word, i) {
      var next = asked[i + 1];
      if (word.khmer) {
        if (next && next.khmer) all.push([word.ways[0].plain + next.ways[0].plain]);
        else if (!(i > 0 && asked[i - 1].khmer)) all.push([word.ways[0].plain]);
        return;
      }
      all.push(word.ways.map(function (way) { return way.plain; }));
    });
    return all;
  }

  // A word with two neighbouring letters the other way round, each once.
  function swapped(word) {
    var all = [];
    for (var i = 0; i + 1 < word.length; i++) {
      if (word[i] !== word[i + 1]) all.push(word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2));
    }
    return all;
  }

  // What holds all the words; else what holds words like them; else some.
  function found(all) {
    var last = all.length - 1;
    var isNumber = function (word) { return /^\d+$/.test(word); };
    var strict = all.map(function (ways, i) {
      return { queries: ways, combineWith: "OR", prefix: i === last };
    });
    var loose = all.map(function (ways, i) {
      var long = ways.filter(function (way) { return way.length >= LONG && !isNumber(way); });
      var turned = long.length ? swapped(long[long.length - 1]) : [];
      return {
        queries: ways.concat(turned), combineWith: "OR", prefix: i === last,
        fuzzy: function (term) { return term.length >= LONG && !isNumber(term) ? 1 : false; }
      };
    });
    var tries = [["AND", strict], ["AND", loose], ["OR", loose]];
    for (var i = 0; i < tries.length; i++) {
      var results = index.search(
        { combineWith: tries[i][0], queries: tries[i][1] },
        { tokenize: function (text) { return [text]; }, boost: { t: 4 }, weights: { fuzzy: 0.3, prefix: 0.6 } }
      );
      if (tries[i][0] === "OR") results = results.filter(function (result) {
        var has = function (ways) { return ways.some(function (way) { return result.queryTerms.indexOf(way) >= 0; }); };
        return all.filter(has).length >= PART * all.length;
      });
      if (results.length) return results;
    }
    return [];
  }

  // A phrase stands above its scattered words, words as they are spelt above
  // those that only look alike, a title above a text.
  function ranked(results, asked) {
    var phrase = function (way) {
      return " " + asked.map(function (word) { return word.ways[0][way]; }).join(" ");
    };
    var exact = phrase("exact"), plain = phrase("plain");
    var marked = asked.filter(function (word) { return word.marked; });
    results.forEach(function (result) {
      var doc = said[result.id], score = result.score;
      if (doc.title.exact.indexOf(exact) >= 0) score *= 8;
      else if (doc.title.plain.indexOf(plain) >= 0) score *= marked.length ? 3 : 6;
      else if (asked.length > 1 && doc.text.exact.indexOf(exact) >= 0) score *= 3;
      else if (asked.length > 1 && doc.text.plain.indexOf(plain) >= 0) score *= 2;
      var whole = doc.title.exact === exact + " " || (!marked.length && doc.title.plain === plain + " ");
      if (whole) score *= 4;
      var same = marked.filter(function (word) {
        var spelt = " " + word.ways[0].exact;
        return doc.title.exact.indexOf(spelt) >= 0 || doc.text.exact.indexOf(spelt) >= 0;
      });
      if (marked.length) score *= 1 + same.length / marked.length;
      result.score = score;
    });
    return results.sort(function (a, b) { return b.score - a.score || a.id - b.id; });
  }

  // Whether an item is in what was chosen beside the words.
  function fits(doc) {
    return filters.every(function (filter) {
      var wanted = filter.value, has = doc[filter.dataset.field];
      return !wanted || (Array.isArray(has) ? has.indexOf(wanted) >= 0 : has === wanted);
    });
  }

  function node(name, text, kind) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // Puts a text into `into`, with what was found marked; `most` words of it,
  // from where most was found.
  function shown(into, text, terms, most) {
    var read = Terms.words(text), all = read.words, hits = all.map(function (word, i) {
      if (!word.khmer) return terms.has(Terms.spelt(word.word).plain);
      var next = all[i + 1], before = all[i - 1];
      return (next && terms.has(word.word + next.word)) || (before && terms.has(before.word + word.word));
    });
    var from = 0, best = -1, run = 0;
    for (var i = 0; i < all.length; i++) {
      run += hits[i] ? 1 : 0;
      if (i >= most) run -= hits[i - most] ? 1 : 0;
      if (run > best) { best = run; from = Math.max(0, i - most + 1); }
    }
    // A little before the first that was found.
    var first = hits.indexOf(true, from);
    if (first >= 0) from = Math.max(from, Math.min(first - 6, all.length - most), 0);
    if (from > 0) into.appendChild(document.createTextNode("… "));
    var at = from > 0 ? all[from].at : 0, end = all.length > from + most ? all[from + most - 1].end : read.text.length;
    for (var n = from; n < all.length && n < from + most; n++) {
      if (!hits[n]) continue;
      if (all[n].at > at) into.appendChild(document.createTextNode(read.text.slice(at, all[n].at)));
      into.appendChild(node("mark", read.text.slice(all[n].at, all[n].end)));
      at = all[n].end;
    }
    into.appendChild(document.createTextNode(read.text.slice(at, end) + (end < read.text.length ? " …" : "")));
  }

  function row(doc, terms) {
    var item = node("li", "", "found__item"), link = node("a");
    link.href = root + doc.u;
    shown(link, doc.t, terms, 40);
    if (doc.l) link.lang = doc.l;
    item.appendChild(node("p", kinds[doc.k] || "", "found__kind"));
    item.appendChild(node("h2")).appendChild(link);
    if (doc.x) {
      var text = node("p", "", "found__text");
      if (doc.l) text.lang = doc.l;
      shown(text, doc.x, terms, 32);
      item.appendChild(text);
    }
    return item;
  }

  var results = [], upTo = 0;

  function show() {
    upTo = Math.min(results.length, upTo + STEP);
    for (var i = list.children.length; i < upTo; i++) {
      list.appendChild(row(data.docs[results[i].id], results[i].terms));
    }
    more.hidden = upTo >= results.length;
  }

  function say(text) {
    status.textContent = text;
  }

  // The address keeps what was asked, so that a way back finds it again.
  function remember(query) {
    var said = new URLSearchParams();
    if (query) said.set("q", query);
    filters.forEach(function (filter) { if (filter.value) said.set(filter.name, filter.value); });
    var tail = said.toString();
    try {
      history.replaceState(null, "", location.pathname + (tail ? "?" + tail : ""));
    } catch (error) { /* A page opened from a file may not. */ }
    Array.prototype.forEach.call(document.querySelectorAll("[data-carries]"), function (link) {
      link.search = query ? "?q=" + encodeURIComponent(query) : "";
    });
  }

  function run() {
    var query = input.value.trim(), asked = Terms.asked(query), chosen = filters.some(function (f) { return f.value; });
    remember(query);
    var all;
    if (asked.length) {
      all = ranked(found(alternatives(asked)), asked);
    } else {
      all = chosen ? data.docs.map(function (doc) { return { id: doc.id, terms: [] }; }) : [];
    }
    results = all.filter(function (result) { return fits(data.docs[result.id]); });
    results.forEach(function (result) { result.terms = new Set(result.terms); });
    list.textContent = "";
    upTo = 0;
    show();
    var words = form.dataset;
    if (!asked.length && !chosen) say("");
    else if (!results.length) say(words.none.replace("{query}", query));
    else say((results.length === 1 ? words.one : words.many).replace("{n}", String(results.length)));
  }

  var asked = new URLSearchParams(location.search);
  input.value = asked.get("q") || "";
  filters.forEach(function (filter) {
    filter.value = asked.get(filter.name) || "";
    if (filter.selectedIndex < 0) filter.value = "";
    filter.addEventListener("change", run);
  });
  var waiting;
  input.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(run, PAUSE);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(waiting);
    run();
  });
  more.addEventListener("click", function () {
    var first = list.children.length;
    show();
    var next = list.children[first];
    if (next) next.querySelector("a").focus();
  });
  // Down and up go through what was found, and back to the words.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (at < 0 && !(document.activeElement === input && event.key === "ArrowDown")) return;
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next >= links.length) return;
    event.preventDefault();
    (next < 0 ? input : links[next]).focus();
  });
  form.hidden = false;
  run();
})();
