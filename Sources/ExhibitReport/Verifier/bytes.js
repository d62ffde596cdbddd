// Bytes, texts and hashes. What a decoder here accepts has exactly one spelling.

const Bytes = Uint8Array;
// Undefined where the page has no secure context; what asks it says so.
const { subtle } = crypto;
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
function hexBytes(text, count = 32) {
  if (typeof text !== 'string' || text.length !== count * 2 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Bytes(count);
  for (let i = 0; i < count; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** RFC 4648 section 4 with padding and with pad bits of zero; null for any other spelling. From ASCII bytes. */
function base64Bytes(text) {
  const bytes = new Bytes(Math.floor(text.length / 4) * 3);
  let place = 0;
  for (let i = 0; i < text.length; i += 32768) {
    const written = textOf(text.subarray(i, i + 32768));
    let read;
    try {
      read = atob(written);
    } catch {
      return null;
    }
    // The browser takes other spellings, too, and padding within: only the last part may have it.
    if (btoa(read) !== written || place % 3 > 0) return null;
    for (let k = 0; k < read.length; k++) bytes[place++] = read.charCodeAt(k);
  }
  return bytes.subarray(0, place);
}

function base64Text(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 24576) text += btoa(String.fromCharCode(...bytes.subarray(i, i + 24576)));
  return text;
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
  return new Bytes(await subtle.digest('SHA-256', bytes));
}

const hashHex = async (...parts) => hexOf(await hash(...parts));
