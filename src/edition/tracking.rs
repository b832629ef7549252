//! Addresses that tell a counter where they were found: `tracking` of the
//! kit, in the links of captions and in codes.

use crate::catalog::{Channel, Kit};

/// An address with the kit's `tracking` added. `{channel}` and `{campaign}`
/// are filled in; a pair whose value stays empty is left out.
#[must_use]
pub fn tracked(
    kit: &Kit,
    address: &str,
    channel: Option<Channel>,
    campaign: Option<&str>,
) -> String {
    let Some(tracking) = &kit.config.tracking else { return address.to_string() };
    let pairs: Vec<String> = tracking
        .0
        .iter()
        .map(|(name, value)| {
            let channel = channel.map_or("", Channel::word);
            let value = value.value.replace("{channel}", channel);
            (name, value.replace("{campaign}", campaign.unwrap_or_default()))
        })
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", percent(name), percent(&value)))
        .collect();
    if pairs.is_empty() {
        return address.to_string();
    }
    let (address, anchor) = match address.split_once('#') {
        Some((address, anchor)) => (address, format!("#{anchor}")),
        None => (address, String::new()),
    };
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{}{anchor}", pairs.join("&"))
}

/// A query's name or value; RFC 3986's unreserved characters stay.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
