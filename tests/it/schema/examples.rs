//! One right file of each kind, with every field that there is.

use lantoa::catalog::Document;
use serde_json::{Value, json};

/// A right file, and where it lies.
pub fn example(document: Document) -> (&'static str, Value) {
    match document {
        Document::Kit => ("kit.yml", kit()),
        Document::Audiences => ("audiences.yml", audiences()),
        Document::Legal => ("legal.yml", legal()),
        Document::Facts => ("facts.yml", facts()),
        Document::Prints => ("prints.yml", prints()),
        Document::Unit => ("units/don-vi.yml", unit()),
        Document::Campaign => ("campaigns/mot/campaign.yml", campaign()),
        Document::Messages => ("campaigns/mot/messages.yml", messages()),
        Document::Infographic => ("infographics/hinh.yml", infographic()),
        Document::Leaflet => ("leaflets/to.md", leaflet()),
        Document::Broadcast => ("broadcasts/bai.md", broadcast()),
        Document::Faq => ("faq/hoi.md", text()),
        Document::Page => ("pages/trang.md", text()),
    }
}

fn kit() -> Value {
    json!({
        "title": {"vi": "Bộ", "en": "Kit"},
        "description": "Một câu",
        "base_url": "https://kit.example.vn/kho/",
        "qr_base": "https://k.vn",
        "languages": ["vi", "en"],
        "timezone": "Asia/Ho_Chi_Minh",
        "theme": "default",
        "unit": "don-vi",
        "license": "CC-BY-4.0",
        "tracking": {"utm_source": "{channel}"},
        "official_links": [{"label": "Fanpage", "url": "https://facebook.com/x", "channel": "facebook"}],
        "trusted_hosts": ["vanban.chinhphu.vn"],
        "cards": ["og", "square"],
        "allow_html": false,
        "spelling_allowed": ["xoèn"],
        "sample": true,
        "checks": {"literal-amount": "error", "orphan-item": "off"},
    })
}

fn audiences() -> Value {
    json!([
        {"id": "nguoi-dan", "title": "Người dân", "summary": {"vi": "Ai cũng cần"}, "guide": "…", "icon": "people"},
        {"id": "hoc-sinh", "title": {"vi": "Học sinh", "km": "…"}},
    ])
}

fn legal() -> Value {
    json!([{
        "id": "luat-bhxh",
        "number": "41/2024/QH15",
        "title": "Luật BHXH",
        "issued": "2024-06-29",
        "in_force": {"from": "2020-07-01", "until": "2030-01-01"},
        "url": "https://vanban.example.vn/",
        "replaced_by": "luat-moi",
    }])
}

fn facts() -> Value {
    json!([
        {
            "id": "luong",
            "title": "Lương",
            "group": "Mức gốc",
            "unit": "VND/month",
            "values": [
                {"value": 2340000, "from": "2020-01-01", "until": "2026-06-30", "legal": "luat-bhxh"},
                {"value": 2530000.5, "from": "2026-07-01"},
            ],
            "verified": {"by": "Ban", "on": "2026-08-01"},
        },
        {"id": "dong", "title": "Đóng", "unit": "VND", "formula": "luong * 2", "round": 1, "legal": ["luat-bhxh"]},
    ])
}

fn prints() -> Value {
    json!([{
        "item": "leaflet:to",
        "lang": "vi",
        "unit": "don-vi",
        "version": "k3x9ab",
        "on": "2026-01-20",
        "figures": {"luong": "2340000"},
        "legal": ["luat-bhxh"],
    }])
}

fn unit() -> Value {
    json!({
        "id": "don-vi",
        "name": "BHXH tỉnh",
        "parent": "cap-tren",
        "level": "province",
        "hotline": "19009068",
        "address": {"vi": "1 Đường", "en": "1 Street"},
        "email": "a@example.vn",
        "website": "https://example.vn/",
        "facebook": "https://facebook.com/x",
        "zalo": "https://zalo.me/1",
        "logo": "logo.png",
        "publish": false,
        "spokesperson": {"name": "Bà A", "position": "Giám đốc", "phone": "0258 3822 222", "email": "b@example.vn"},
        "agents": [{"name": "Bưu điện", "address": "Chợ", "phone": "0259 3822 222"}],
        "overrides": {"messages": {"chao": {"vi": {
            "headline": "Chào bà con", "body": "Một câu", "post": "Dài", "sms": "Ngắn", "broadcast": "Loa",
        }}}},
    })
}

fn campaign() -> Value {
    json!({
        "id": "mot",
        "title": "Một",
        "kind": "theme",
        "summary": "Nói gì",
        "windows": [
            {"every_year": {"from": "12-15", "until": "01-15"}},
            {"from": "2025-05-01", "until": "2026-05-31"},
        ],
        "audiences": ["nguoi-dan"],
        "objectives": ["Nhiều người biết", {"vi": "Hai", "en": "Two"}],
        "hashtags": ["BHXH"],
        "lead_unit": "don-vi",
        "cover": "bia.jpg",
        "cover_alt": "Bìa",
        "color": "green",
        "activities": [{
            "title": "Họp", "form": "hoi-nghi", "unit_of_measure": "buổi", "target": 12, "done": 3.5,
            "lead": "Tỉnh", "with": "Xã", "when": {"from": "2026-01-01", "until": "2026-02-01"},
        }],
        "aliases": ["cu", 2024],
    })
}

fn messages() -> Value {
    json!([{
        "id": "chao",
        "audiences": ["nguoi-dan"],
        "campaigns": ["mot"],
        "text": {
            "vi": {"headline": "Chào", "body": "Một câu", "post": "Dài", "sms": "Ngắn", "broadcast": "Loa"},
            "en": {"headline": "Hello", "body": "A line", "post": "Long", "sms": "Short", "broadcast": "Loud"},
        },
        "figure": "luong",
        "figure_label": "Lương",
        "picture": {"src": "cho.jpg", "alt": "Chợ"},
        "steps": ["Một", {"vi": "Hai"}],
        "by": "Chị Hoa",
        "card": "statement",
        "icon": "people",
        "link": "faq:hoi",
        "channels": ["facebook", "sms"],
        "legal": ["luat-bhxh"],
        "status": "approved",
        "approved_by": "Ban",
        "approved_on": "2026-01-01",
        "publish_from": "2026-01-01",
        "review_by": "2027-01-01",
        "valid": {"from": "2026-01-01", "until": "2027-01-01"},
        "replaced_by": "message:khac",
        "aliases": ["cu"],
    }])
}

/// The fields of Markdown items and infographics, with more.
fn front(more: Value) -> Value {
    let mut front = json!({
        "id": "bai",
        "title": {"vi": "Bài", "en": "Item"},
        "summary": "Một câu",
        "audiences": ["nguoi-dan"],
        "campaigns": ["mot"],
        "legal": ["luat-bhxh"],
        "icon": "people",
        "status": "approved",
        "approved_by": "Ban",
        "approved_on": "2026-01-01",
        "publish_from": "2026-01-01",
        "review_by": "2027-01-01",
        "valid": {"from": "2026-01-01", "until": "2027-01-01"},
        "replaced_by": "khac",
        "aliases": ["cu"],
    });
    if let (Value::Object(front), Value::Object(more)) = (&mut front, more) {
        front.extend(more);
    }
    front
}

fn leaflet() -> Value {
    front(json!({
        "template": "trifold",
        "paper": "A4",
        "agents": true,
        "languages": ["vi"],
        "qr": {"to": "https://example.vn/", "label": "Tra cứu"},
        "figure": "luong",
        "figure_label": "Lương",
        "picture": {"src": "bia.jpg", "alt": "Bìa"},
    }))
}

fn broadcast() -> Value {
    front(json!({"voices": 2, "per_week": 3}))
}

fn text() -> Value {
    front(json!({}))
}

fn infographic() -> Value {
    front(json!({
        "template": "tall",
        "source": "Luật",
        "blocks": [
            {"kind": "figures", "title": "Số", "items": [{"value": "{{ luong }}", "label": "Lương", "icon": "money"}, {"value": 15, "label": "Năm"}]},
            {"kind": "steps", "title": "Bước", "items": [{"title": "Một", "text": "Đi", "icon": "home"}]},
            {"kind": "bars", "title": "Thanh", "unit": "người", "items": [{"label": "A", "value": 3, "highlight": true}]},
            {"kind": "table", "title": "Bảng", "columns": ["A", {"vi": "B", "en": "B"}], "rows": [["1", 2], [null, "x"], null]},
            {"kind": "list", "title": "Ý", "items": [{"text": "Một", "icon": "check"}]},
            {"kind": "callout", "title": "Chú ý", "text": "Nhớ", "tone": "warning"},
            {"kind": "qr", "title": "Quét", "to": "message:chao", "label": "Xem"},
        ],
    }))
}

/// Blocks of the kinds that are described by the content model.
pub fn other_blocks() -> Vec<Value> {
    vec![
        json!({"kind": "compare", "title": "So", "left": {"title": "A", "items": ["1"]}, "right": {"title": "B", "items": ["2", {"vi": "3"}]}}),
        json!({"kind": "timeline", "title": "Mốc", "items": [{"when": 2025, "text": "Luật mới"}, {"when": "01/7", "text": "Áp dụng"}]}),
        json!({"kind": "quote", "title": "Lời", "text": "Yên tâm", "by": "Chị Hoa"}),
    ]
}
