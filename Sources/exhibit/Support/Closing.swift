import ExhibitStorage

extension Case {
    /// Closes a case that was written to. What was recorded is durable already; what closing adds is said when it fails.
    func closeSayingSo() {
        do {
            try close()
        } catch {
            Console.error(
                "everything that is said above to be recorded is; closing the case did not end well: \(error)")
        }
    }
}
