// Bytes, texts and hashes. What a decoder here accepts has exactly one spelling.

const Bytes = Uint8Array;
const utf8 = (text) => new TextEncoder().encode(text);

/** The text of well-formed UTF-8; null for anything else. A byte order mark is a character like any other. */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function join(...parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Bytes(length);
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

function sameBytes(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function startsWith(bytes, beginning) {
  return bytes.length >= beginning.length && sameBytes(bytes.subarray(0, beginning.length), beginning);
}

/** Where the pattern begins, from a place on; -1 where it does not. */
function find(pattern, bytes, from = 0) {
  const last = bytes.length - pattern.length;
  for (let i = bytes.indexOf(pattern[0], from); i >= 0 && i <= last; i = bytes.indexOf(pattern[0], i + 1)) {
    let k = 1;
    while (k < pattern.length && bytes[i + k] === pattern[k]) k++;
    if (k === pattern.length) return i;
  }
  return -1;
}

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Bytes of lower-case hexadecimal digits; null for anything else, or for another number of bytes than asked for. */
function hexBytes(text, count) {
  if (typeof text !== 'string' || text.length !== count * 2 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Bytes(count);
  for (let i = 0; i < count; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const digits = new Bytes(256).fill(255);
utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach((byte, value) => { digits[byte] = value; });

/** RFC 4648 section 4 with padding and with pad bits of zero; null for any other spelling. From ASCII bytes. */
function base64Bytes(text) {
  if (text.length % 4 !== 0) return null;
  const padding = text.length === 0 ? 0 : text[text.length - 2] === 0x3d ? 2 : text[text.length - 1] === 0x3d ? 1 : 0;
  const bytes = new Bytes((text.length / 4) * 3 - padding);
  const end = text.length - padding;
  let place = 0;
  for (let i = 0; i < text.length; i += 4) {
    let group = 0;
    for (let k = i; k < i + 4; k++) {
      const digit = k < end ? digits[text[k]] : 0;
      if (digit === 255 || (k >= end && text[k] !== 0x3d)) return null;
      group = (group << 6) | digit;
    }
    if (place + 2 < bytes.length || padding === 0) {
      bytes[place] = group >> 16;
      bytes[place + 1] = (group >> 8) & 255;
      bytes[place + 2] = group & 255;
    } else {
      if ((padding === 2 ? group & 0xffff : group & 0xff) !== 0) return null;
      bytes[place] = group >> 16;
      if (padding === 1) bytes[place + 1] = (group >> 8) & 255;
    }
    place += 3;
  }
  return bytes;
}

function base64Text(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}

function unsigned(value, size) {
  const bytes = new Bytes(size);
  for (let i = size - 1; i >= 0; i--) {
    bytes[i] = value % 256;
    value = Math.floor(value / 256);
  }
  return bytes;
}

async function hash(...parts) {
  const bytes = parts.length === 1 ? parts[0] : join(...parts);
  return new Bytes(await crypto.subtle.digest('SHA-256', bytes));
}

const hashHex = async (...parts) => hexOf(await hash(...parts));
