//! The backends: each turns one job's input into bytes and knows nothing of
//! disk and nothing of the plan. What a backend learns on the way (page count,
//! overflow, the QR codes it drew) comes back beside the bytes.

pub mod calendar;
pub mod draw;
pub mod feed;
pub mod host;
pub mod pack;
pub mod page;
pub mod qr;
pub mod thumb;
pub mod typeset;
