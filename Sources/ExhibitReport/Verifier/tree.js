// Proofs in the tree of entries (RFC 6962, by the loops of RFC 9162) and through the reference index. Hashes are bytes.

const half = (number) => Math.floor(number / 2);
const isOdd = (number) => number % 2 === 1;
const treeLeaf = (leaf) => hash(Bytes.of(0x00), leaf);
const treeNode = (left, right) => hash(Bytes.of(0x01), left, right);
const zeroHash = new Bytes(32);

/** Walks up from a leaf: calls back with each sibling and whether it stands on the left. False for a wrong length. */
async function climb(proof, position, size, step) {
  let node = position;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    const isLeft = isOdd(node) || node === last;
    await step(sibling, isLeft);
    if (isLeft) {
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    }
    node = half(node);
    last = half(last);
  }
  return last === 0;
}

async function isIncluded(proof, leaf, position, size, root) {
  if (position >= size) return false;
  let at = leaf;
  const isWhole = await climb(proof, position, size, async (sibling, isLeft) => {
    at = isLeft ? await treeNode(sibling, at) : await treeNode(at, sibling);
  });
  return isWhole && sameBytes(at, root);
}

/** RFC 9162 section 2.1.4.2; never from size 0. */
async function isConsistent(proof, old, oldRoot, size, root) {
  if (!(old > 0 && old <= size)) return false;
  if (old === size) return proof.length === 0 && sameBytes(oldRoot, root);
  let node = old - 1;
  let last = size - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  // Where the older tree is a complete subtree of the newer one, the proof leaves out its root.
  const path = node === 0 ? [oldRoot, ...proof] : proof;
  if (path.length === 0) return false;
  let [before, after] = [path[0], path[0]];
  const isWhole = await climb(path.slice(1), node, last + 1, async (sibling, isLeft) => {
    if (isLeft) before = await treeNode(sibling, before);
    after = isLeft ? await treeNode(sibling, after) : await treeNode(after, sibling);
  });
  return isWhole && sameBytes(before, oldRoot) && sameBytes(after, root);
}

/** The root of the tree below a leaf: the siblings on its left are the complete subtrees that made it up. */
async function rootBefore(position, proof, size) {
  if (position >= size) return null;
  let root = null;
  const isWhole = await climb(proof, position, size, async (sibling, isLeft) => {
    if (isLeft) root = root ? await treeNode(sibling, root) : sibling;
  });
  return isWhole ? root || (await hash(new Bytes(0))) : null;
}

/** What a proof through the index shows of a key: its count and value, count 0 where it is absent; null for nothing. */
async function readIndexProof(bytes, key, root) {
  if (bytes.length < 3) return null;
  const depth = bytes[0] * 256 + bytes[1];
  const bitmapEnd = 2 + Math.ceil(depth / 8);
  if (depth > 256 || bytes.length <= bitmapEnd) return null;
  const bit = (of, level) => (of[level >> 3] >> (7 - (level & 7))) & 1;
  const bitmap = bytes.slice(2, bitmapEnd);
  for (let level = depth; level < bitmap.length * 8; level++) if (bit(bitmap, level)) return null;
  const siblings = [];
  let place = bitmapEnd;
  for (let level = 0; level < depth; level++) {
    if (!bit(bitmap, level)) {
      siblings.push(zeroHash);
      continue;
    }
    const sibling = bytes.slice(place, place + 32);
    if (sibling.length < 32 || sameBytes(sibling, zeroHash)) return null;
    siblings.push(sibling);
    place += 32;
  }
  if (depth > 0 && siblings[depth - 1] === zeroHash) return null;
  const end = bytes.slice(place);
  let at = zeroHash;
  let shown = { count: 0, value: hexOf(zeroHash) };
  if (end.length === 73 && end[0] === 0x01) {
    const [other, count, value] = [end.slice(1, 33), end.slice(33, 41), end.slice(41)];
    const number = count.reduce((sum, byte) => sum * 256 + byte, 0);
    if (!(number >= 1 && number <= 2 ** 53)) return null;
    for (let level = 0; level < depth; level++) if (bit(other, level) !== bit(key, level)) return null;
    at = await hash(Bytes.of(0x10), other, count, value);
    if (sameBytes(other, key)) shown = { count: number, value: hexOf(value) };
  } else if (!(end.length === 1 && end[0] === 0x00)) {
    return null;
  }
  for (let level = depth - 1; level >= 0; level--) {
    const [left, right] = bit(key, level) ? [siblings[level], at] : [at, siblings[level]];
    at = await hash(Bytes.of(0x11), left, right);
  }
  return sameBytes(at, root) ? shown : null;
}
