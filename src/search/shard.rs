//! A file of the static index: a script that hands its content over, for only scripts can be loaded from a folder
//! (`file:`) and under any Content-Security-Policy. The content is compressed (RFC 1951), so that it is small on a server
//! that does not compress, and written in base64, which browsers decode by themselves.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, FlushCompress, Status};

/// The script of a shard.
pub(super) fn script(name: &str, compressed: &[u8]) -> Vec<u8> {
    let mut script = format!("shirube.shard(\"{name}\",\"");
    script.push_str(&base64(compressed));
    script.push_str("\")\n");
    script.into_bytes()
}

/// Bytes as text.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

/// Compressed content.
pub(super) fn compress(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(content)?;
    encoder.finish()
}

/// How hard to compress: the level at which time still buys something on texts of a few kilobytes.
const LEVEL: u32 = 6;

/// Compresses texts that have much in common with a dictionary, which a reader puts before them.
pub(super) struct Compressor {
    compress: Compress,
    dictionary: Vec<u8>,
}

impl Compressor {
    pub fn new(dictionary: Vec<u8>) -> Self {
        Self { compress: Compress::new(Compression::new(LEVEL), false), dictionary }
    }

    pub fn compress(&mut self, content: &[u8]) -> std::io::Result<Vec<u8>> {
        self.compress.reset();
        if !self.dictionary.is_empty() {
            self.compress.set_dictionary(&self.dictionary).map_err(std::io::Error::other)?;
        }
        // More than the longest that deflate makes of it (RFC 1951: five bytes for each stored block).
        let mut out = Vec::with_capacity(content.len() + content.len() / 1000 * 5 + 64);
        match self.compress.compress_vec(content, &mut out, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => Ok(out),
            Ok(_) => Err(std::io::Error::other("a text that cannot be compressed")),
            Err(error) => Err(std::io::Error::other(error)),
        }
    }
}

/// Numbers and strings one after another.
#[derive(Default)]
pub(super) struct Bytes(pub Vec<u8>);

impl Bytes {
    /// A number in seven bits a byte, the least first; all but the last have the eighth bit.
    pub fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
            number >>= 7;
        }
        self.0.push(u8::try_from(number).unwrap_or_default());
    }

    /// A length or place.
    pub fn size(&mut self, size: usize) {
        self.number(u32::try_from(size).unwrap_or(u32::MAX));
    }

    /// Bytes with their length before them.
    pub fn block(&mut self, bytes: &[u8]) {
        self.size(bytes.len());
        self.0.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// What a browser does: the dictionary as stored blocks, then the text that refers to it.
    fn inflate(dictionary: &[u8], compressed: &[u8]) -> Vec<u8> {
        let mut stream = Vec::new();
        for block in dictionary.chunks(0xffff) {
            let length = u16::try_from(block.len()).unwrap();
            stream.push(0);
            stream.extend(length.to_le_bytes());
            stream.extend((!length).to_le_bytes());
            stream.extend(block);
        }
        stream.extend(compressed);
        let mut out = Vec::new();
        flate2::read::DeflateDecoder::new(stream.as_slice()).read_to_end(&mut out).unwrap();
        out.split_off(dictionary.len())
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let dictionary = "事業者は、面接指導を行う。".repeat(300).into_bytes();
        for text in ["", "事業者は、面接指導を行うものとする。", &"産業医".repeat(5000)] {
            let mut compressor = Compressor::new(dictionary.clone());
            for _ in 0..2 {
                assert_eq!(inflate(&dictionary, &compressor.compress(text.as_bytes()).unwrap()), text.as_bytes());
            }
            assert_eq!(inflate(&[], &compress(text.as_bytes()).unwrap()), text.as_bytes());
        }
    }
}
