//! What the server answers.

use std::os::unix::fs::symlink;

use super::{kit_below_kho, start};

#[test]
fn types_folders_misses_and_the_sub_path() {
    let kit = kit_below_kho();
    kit.write("static/doc.html", "<p>mine</p>");
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Chiến dịch một\naudiences: [nguoi-dan]\nwindows: [{from: 2026-01-01}]\n",
    );
    let server = start(&kit);
    let page = server.get("/kho/");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text().contains("Bộ nhỏ"));
    assert!(page.text().contains("<script src=\"/kho/_lantoa/live.js\""));
    assert!(!kit.read("index.html").contains("_lantoa"), "the folder holds nothing of serve");
    let missing = server.get("/kho/khong-co/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("<html") && missing.text().contains("Bộ nhỏ"));
    assert_eq!(server.get("/messages/chao/").status, 404, "not below the site's path");
    assert_eq!(server.get("/kho/index.html/").status, 404);
    for (path, kind) in [
        ("cards/chao/og.vi.png", "image/png"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("feed.xml", "xml; charset=utf-8"),
        ("manifest.json", "application/json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("css/site.css", "text/css; charset=utf-8"),
        ("doc.html", "text/html; charset=utf-8"),
        ("_lantoa/live.js", "text/javascript; charset=utf-8"),
        ("_lantoa/live.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(&format!("/kho/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        let found = answer.header("content-type").unwrap_or_default();
        assert!(found.ends_with(kind), "{path}: {found}");
    }
    for path in [
        "/kho/../content/kit.yml",
        "/kho/%2e%2e/content/kit.yml",
        "/kho/..%2fcontent/kit.yml",
        "/kho//index.html",
        "//kit.example.vn/",
        "/kho/%00",
        "/kho/%ff",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("base_url"), "{path}");
    }
}

#[test]
fn redirects_keep_the_path_of_the_site_and_the_query() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let code = std::fs::read_dir(kit.public().join("q"))
        .expect("codes")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .next()
        .expect("a code");
    for (from, to) in [
        ("/", "/kho/".to_string()),
        ("/?a=b", "/kho/?a=b".to_string()),
        ("/kho", "/kho/".to_string()),
        ("/kho/messages/chao", "/kho/messages/chao/".to_string()),
        (&format!("/kho/q/{code}?v=abc&w=%20"), format!("/kho/q/{code}/?v=abc&w=%20")),
    ] {
        let answer = server.get(from);
        assert!((300..400).contains(&answer.status), "{from}: {}", answer.head);
        assert_eq!(answer.header("location"), Some(to.as_str()), "{from}");
        assert_eq!(server.get(&to).status, 200, "{to}");
    }
}

#[test]
fn heads_ranges_and_what_is_known_already() {
    let kit = kit_below_kho();
    let server = start(&kit);
    for path in ["/kho/", "/kho/cards/chao/og.vi.png"] {
        let whole = server.get(path);
        let head = server.ask("HEAD", path, &[("Host", &server.host)]);
        assert_eq!(head.status, 200);
        assert!(head.body.is_empty(), "{path}");
        for name in ["content-length", "content-type", "etag"] {
            assert!(head.header(name).is_some(), "{path}: {name}");
            assert_eq!(head.header(name), whole.header(name), "{path}: {name}");
        }
        let tag = whole.header("etag").expect("a tag").to_string();
        let known = server.get_with(path, &[("If-None-Match", &tag)]);
        assert_eq!((known.status, known.body.len()), (304, 0), "{path}");
        assert_eq!(server.get_with(path, &[("If-None-Match", "\"x\"")]).status, 200, "{path}");
    }
    let path = "/kho/cards/chao/og.vi.png";
    let whole = server.get(path);
    let tag = whole.header("etag").expect("a tag").to_string();
    let part = server.get_with(path, &[("Range", "bytes=1-3")]);
    assert_eq!((part.status, part.text().as_str()), (206, "PNG"));
    let size = format!("bytes 1-3/{}", whole.body.len());
    assert_eq!(part.header("content-range"), Some(size.as_str()));
    assert_eq!(server.get_with(path, &[("Range", "bytes=999999999-")]).status, 416);
    let same = server.get_with(path, &[("Range", "bytes=1-3"), ("If-Range", &tag)]);
    assert_eq!(same.status, 206);
    let other = server.get_with(path, &[("Range", "bytes=1-3"), ("If-Range", "\"old\"")]);
    assert_eq!((other.status, other.body.len()), (200, whole.body.len()));
    let post = server.ask("POST", "/kho/", &[("Host", &server.host), ("Content-Length", "0")]);
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn only_this_machine_by_its_own_names() {
    let kit = kit_below_kho();
    let server = start(&kit);
    for host in ["127.0.0.1", "127.0.0.1:9", "localhost", "localhost:1111", "[::1]", "[::1]:1111"] {
        assert_eq!(server.ask("GET", "/kho/", &[("Host", host)]).status, 200, "{host}");
    }
    for path in ["/kho/", "/kho/_lantoa/state", "/kho/_lantoa/live.js", "/"] {
        for host in ["kit.example.vn", "kit.example.vn:1111", "127.0.0.1.example.vn", "10.0.0.1"] {
            let answer = server.ask("GET", path, &[("Host", host)]);
            assert_eq!(answer.status, 403, "{host}");
            assert!(!answer.text().contains("Bộ nhỏ"));
        }
    }
    assert_ne!(server.ask("GET", "/kho/", &[]).status, 200, "no host at all");
    let proxied = server.ask("GET", "http://kit.example.vn/kho/", &[("Host", "127.0.0.1")]);
    assert_ne!(proxied.status, 200);
}

#[test]
fn links_do_not_lead_out_of_the_folder() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let public = kit.public();
    std::fs::create_dir_all(kit.root().join("elsewhere")).expect("a folder");
    std::fs::write(kit.root().join("elsewhere/index.html"), "secret").expect("a file");
    for (target, name) in [
        (kit.content().join("kit.yml"), "kit.txt"),
        (kit.root().join("elsewhere"), "elsewhere"),
        (kit.root().join("elsewhere/index.html"), "page.html"),
        ("/etc/passwd".into(), "passwd"),
        ("../content/kit.yml".into(), "relative.txt"),
    ] {
        symlink(target, public.join(name)).expect("a link");
        for path in [name.to_string(), format!("{name}/"), format!("{name}/index.html")] {
            let answer = server.get(&format!("/kho/{path}"));
            assert_eq!(answer.status, 404, "{path}");
            assert!(!answer.text().contains("secret") && !answer.text().contains("base_url"));
        }
    }
    symlink("robots.txt", public.join("inside.txt")).expect("a link");
    assert_eq!(server.get("/kho/inside.txt").status, 200, "one that stays inside is followed");
}
