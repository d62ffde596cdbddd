/// B = D · A · Dᵀ with D[i][j] = √(2/64) · cos(π/128 · (i+1)(2j+1)), i = 0…15, j = 0…63: a 16 × 16 corner of the
/// discrete cosine transform without its constant row and column.
enum PDQTransform {
    /// √(2/64) · cos(πn/128), n = 0…64, correctly rounded to float32 from 200-bit arithmetic. Bit patterns, because
    /// cosines of different libraries differ in the last place.
    private static let quarter: [UInt32] = [
        0x3e35_04f3, 0x3e34_f6fe, 0x3e34_cd21, 0x3e34_8763, 0x3e34_25ce, 0x3e33_a872, 0x3e33_0f61, 0x3e32_5ab4,
        0x3e31_8a86,
        0x3e30_9ef7, 0x3e2f_982b, 0x3e2e_764c, 0x3e2d_3986, 0x3e2b_e20a, 0x3e2a_700c, 0x3e28_e3c6, 0x3e27_3d75,
        0x3e25_7d59,
        0x3e23_a3b9, 0x3e21_b0dd, 0x3e1f_a512, 0x3e1d_80a8, 0x3e1b_43f5, 0x3e18_ef51, 0x3e16_8317, 0x3e13_ffa8,
        0x3e11_6566,
        0x3e0e_b4b9, 0x3e0b_ee0a, 0x3e09_11c7, 0x3e06_2061, 0x3e03_1a4c, 0x3e00_0000, 0x3df9_a3ee, 0x3df3_215c,
        0x3dec_794d,
        0x3de5_acc6, 0x3dde_bcd5, 0x3dd7_aa8b, 0x3dd0_76ff, 0x3dc9_234e, 0x3dc1_b099, 0x3dba_2005, 0x3db2_72be,
        0x3daa_a9f2,
        0x3da2_c6d5, 0x3d9a_ca9e, 0x3d92_b689, 0x3d8a_8bd4, 0x3d82_4bc1, 0x3d73_ef2f, 0x3d63_213d, 0x3d52_3045,
        0x3d41_1ee4,
        0x3d2f_efbb, 0x3d1e_a570, 0x3d0d_42af, 0x3cf7_944a, 0x3cd4_7d09, 0x3cb1_4504, 0x3c8d_f1a9, 0x3c55_10d4,
        0x3c0e_1d7b,
        0x3b8e_2871, 0x0000_0000,
    ]

    /// D, row-major, 16 × 64; the other three quarters of the circle by symmetry.
    static let matrix: [Float] = (0..<(16 * 64)).map { k in
        let n = (k / 64 + 1) * (2 * (k % 64) + 1) % 256
        let folded = n <= 128 ? n : 256 - n
        return folded <= 64
            ? Float(bitPattern: quarter[folded]) : -Float(bitPattern: quarter[128 - folded])
    }

    /// - Parameter a: 64 × 64.
    /// - Returns: 16 × 16. Every sum runs from index 0 upwards.
    static func apply(to a: [Float]) -> [Float] {
        var t = [Float](repeating: 0, count: 16 * 64)
        for i in 0..<16 {
            for k in 0..<64 {
                let d = matrix[64 * i + k]
                for j in 0..<64 { t[64 * i + j] += d * a[64 * k + j] }
            }
        }
        var b = [Float](repeating: 0, count: 256)
        for i in 0..<16 {
            for j in 0..<16 {
                var sum: Float = 0
                for k in 0..<64 { sum += t[64 * i + k] * matrix[64 * j + k] }
                b[16 * i + j] = sum
            }
        }
        return b
    }
}
