// Ed25519, RFC 8032 without cofactor. Implementations disagree about some keys and signatures, and browsers have several:
// what they disagree about is refused here, before one of them is asked.

const algorithm = 'Ed25519';
const order = hexBytes(`edd3f55c1a631258d69cf7a2def9de14${'00'.repeat(15)}10`);
const prime = hexBytes(`ed${'ff'.repeat(30)}7f`);
/** The y coordinates of the points of order 1, 2, 4 and 8; the sign bit, cleared before, tells the two of one y apart. */
const smallOrder = new Set([
  `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`, '00'.repeat(32),
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

/** Of numbers with the least significant byte first. */
function isBelow(value, bound) {
  for (let i = 31; i >= 0; i--) if (value[i] !== bound[i]) return value[i] < bound[i];
  return false;
}

function isAcceptablePoint(encoding) {
  const y = encoding.slice();
  y[31] &= 0x7f;
  return isBelow(y, prime) && !smallOrder.has(hexOf(y));
}

async function isSigned(signature, message, keyHex) {
  const key = hexBytes(keyHex);
  if (!key || signature.length !== 64) return false;
  if (!isAcceptablePoint(key) || !isAcceptablePoint(signature.slice(0, 32))) return false;
  if (!isBelow(signature.slice(32), order)) return false;
  let imported;
  try {
    imported = await subtle.importKey('raw', key, algorithm, false, ['verify']);
  } catch {
    // The browser was asked beforehand whether it knows the algorithm: this key is no point of the curve.
    return false;
  }
  return subtle.verify(algorithm, imported, signature, message);
}

/** RFC 8032 section 7.1, test 3, and the same with one bit changed: what cannot tell them apart can judge nothing. */
async function hasCryptography() {
  try {
    const key = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
    const signature = base64Bytes(utf8(
      'YpHWV97sJAJIJ+acOr4BowzlSKKEdDpEXjaA19taw6wY/5tTjRbykK5n92CYTcZZSnwV6XFu0o3AJ77O6h7ECg=='));
    return (await isSigned(signature, Bytes.of(0xaf, 0x82), key))
      && !(await isSigned(signature, Bytes.of(0xaf, 0x83), key));
  } catch {
    return false;
  }
}
