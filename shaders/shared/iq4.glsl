// What a nibble of IQ4_NL and IQ4_XS stands for: kIq4Values in engine/gguf/codebooks.h, four in a word, the first on top. An
// array would be indexed by a chain of comparisons in Mesa's drivers, sixteen for each weight.
float iq4Value(uint nibble)
{
    const bool odd = (nibble & 4) != 0;
    const uint low = odd ? 0xcfddeaf6 : 0x8198adbf, high = odd ? 0x35455971 : 0x010d1926;
    return float(int(((nibble & 8) != 0 ? high : low) << (8 * (nibble & 3))) >> 24);
}
