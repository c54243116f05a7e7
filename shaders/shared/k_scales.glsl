// The 6-bit scales and minima of Q4_K and Q5_K, eight of each in 12 bytes: bytes 0..3 hold scales 0..3, 4..7 minima 0..3,
// 8..11 the low nibbles of scales (low) and minima (high) 4..7, whose upper pairs are the upper bits of bytes 0..7.
struct Header {
    float d, dmin;
    uint low, middle, high;
};

// From the four words at `first`: the 12 bytes, then d (low half) and dmin.
Header headerAt(BlockAt at, uint first)
{
    uvec2 scales = wordPair(at, first), last = wordPair(at, first + 2);
    vec2 pair = unpackHalf2x16(last.y);
    return Header(pair.x, pair.y, scales.x, scales.y, last.x);
}

// x: step, y: offset of sub-block s, to be added.
vec2 stepAndOffset(Header h, uint s)
{
    uint shift = 8 * (s & 3), scale, minimum;
    if (s < 4) {
        scale = (h.low >> shift) & 63;
        minimum = (h.middle >> shift) & 63;
    } else {
        uint both = h.high >> shift;
        scale = (both & 15) | (((h.low >> shift) & 0xC0) >> 2);
        minimum = ((both >> 4) & 15) | (((h.middle >> shift) & 0xC0) >> 2);
    }
    return vec2(h.d * float(scale), -h.dmin * float(minimum));
}
