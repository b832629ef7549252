use super::*;

fn guard() -> Guard {
    let sites = ["baohiemxahoi.gov.vn", "vss.gov.vn", "kho.bhxh-kit.vn", "bhxhquangninh.gov.vn"];
    let trusted = ["vbpl.vn", "chinhphu.vn"];
    Guard::of(&Trust {
        own: Vec::new(),
        official: 0,
        sites: sites.map(str::to_string).to_vec(),
        trusted: trusted.map(str::to_string).to_vec(),
    })
}

fn posing(guard: &Guard, written: &str) -> Option<Posing> {
    let opened = Opened::of(written).expect("an address");
    guard.posing(&opened, super::super::bare::written_host(written), &|_| false)
}

#[test]
fn hosts_that_pose_as_another() {
    let guard = guard();
    for (written, own) in [
        ("baohiemxahoi.gov.vn.evil.com", "baohiemxahoi.gov.vn"),
        ("baohiemxahoi-gov-vn.com", "baohiemxahoi.gov.vn"),
        ("baohiemxahoi.gov.vn-hotro.top", "baohiemxahoi.gov.vn"),
        ("baohiemxahoigovvn.com", "baohiemxahoi.gov.vn"),
        ("baohiemxahoi.com", "baohiemxahoi.gov.vn"),
        ("baohiemxahoi-hotro.vn", "baohiemxahoi.gov.vn"),
        ("hotrobaohiemxahoi.vn", "baohiemxahoi.gov.vn"),
        ("baohiemxahol.gov.vn", "baohiemxahoi.gov.vn"),
        ("baohiemxaohi.gov.vn", "baohiemxahoi.gov.vn"),
        ("baohlemxah0i.vn", "baohiemxahoi.gov.vn"),
        ("bảohiểmxãhội.vn", "baohiemxahoi.gov.vn"),
        ("faceb00k.com", "facebook.com"),
        ("f\u{430}cebook.com", "facebook.com"),
        ("xn--fcebook-2fg.com", "facebook.com"),
        ("facebok.com", "facebook.com"),
        ("facebook.com.vn", "facebook.com"),
        ("facebook-hotro.com", "facebook.com"),
        ("facebook.hotro.top", "facebook.com"),
        ("m.facebook.com.dang-nhap.top", "facebook.com"),
        ("zaIo.me", "zalo.me"),
        ("zal0.me", "zalo.me"),
        ("zalo.me.hotro.com", "zalo.me"),
        ("tlktok.com", "tiktok.com"),
        ("t\u{456}ktok.com", "tiktok.com"),
        ("vss.gov.vn.com", "vss.gov.vn"),
        ("vbpl.vn.evil.com", "vbpl.vn"),
    ] {
        assert_eq!(posing(&guard, written), Some(Posing::As(own.into())), "{written}");
    }
    for written in ["thue.gov.vn.com", "dichvucong-gov-vn.top", "vneid.gov.vn-xacthuc.com"] {
        assert_eq!(posing(&guard, written), Some(Posing::State), "{written}");
    }
    assert_eq!(posing(&guard, "ngân\u{430}hàng.vn"), Some(Posing::Mixed));
}

#[test]
fn hosts_that_do_not() {
    let guard = guard();
    for written in [
        "baohiemxahoi.gov.vn",
        "dichvucong.baohiemxahoi.gov.vn",
        "tapchibaohiemxahoi.gov.vn",
        "vass.gov.vn",
        "bhxhquangbinh.gov.vn",
        "vanban.chinhphu.vn",
        "baochinhphu.vn",
        "congbao.chinhphu.vn",
        "moh.gov.vn",
        "luật.vn",
        "who.int",
        "ilo.org",
        "e-gov.go.jp",
        "gov.uk",
        "google.com",
        "vnexpress.net",
        "nhandan.vn",
        "thuvienphapluat.vn",
        "1.2.3.4",
    ] {
        assert_eq!(posing(&guard, written), None, "{written}");
    }
}

/// The same numbers for the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Made-up tricks with every guarded host whose name is long enough.
#[test]
fn every_guarded_host_is_guarded() {
    let guard = guard();
    let mut numbers = Numbers(7);
    let alike = [('a', '\u{430}'), ('e', '\u{435}'), ('o', '\u{43e}'), ('i', '\u{456}')];
    let words = ["hotro", "dang-nhap", "xacthuc", "evil", "capnhat", "a1"];
    let ends = ["com", "top", "xyz", "net", "com.vn", "info"];
    for guarded in &guard.hosts {
        let host = guarded.host.as_str();
        let whole = guarded.name.whole.chars().count();
        let mut made = Vec::new();
        let (word, end) = (words[numbers.below(6)], ends[numbers.below(6)]);
        if whole >= SHORTEST {
            made.push(format!("{host}.{word}.{end}"));
            made.push(format!("www.{host}.{end}"));
            made.push(format!("{host}-{word}.{end}"));
            made.push(format!("{}-{word}.{end}", host.replace('.', "-")));
        }
        for (plain, other) in alike {
            if guarded.name.registered.split('.').next().is_some_and(|label| label.contains(plain))
            {
                let at = host.rfind(&guarded.name.registered).expect("its end");
                let label = host[at..].replacen(plain, &other.to_string(), 1);
                made.push(format!("{}{label}", &host[..at]));
            }
        }
        let label = guarded.name.registered.split('.').next().expect("a label").to_string();
        if label.len() >= LONG || (label.len() >= SHORTEST && !host.ends_with(STATE)) {
            let (before, after) = host.split_once(&label).expect("its label");
            let at = 1 + numbers.below(label.len() - 2);
            let twice = format!("{}{}", &label[..=at], &label[at..]);
            let less = format!("{}{}", &label[..at], &label[at + 1..]);
            made.push(format!("{before}{twice}{after}"));
            made.push(format!("{before}{less}{after}"));
        }
        for written in made {
            let found = posing(&guard, &written);
            assert!(found.is_some(), "{written} for {host}");
        }
        assert_eq!(posing(&guard, &format!("{word}.{host}")), None, "{word}.{host}");
    }
}
