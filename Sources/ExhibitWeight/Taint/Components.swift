/// The strongly connected components of a graph, each after those that it depends on (Tarjan, SIAM J. Comput. 1
/// (1972)), with a stack of its own: a chain of ten thousand steps must not exhaust the thread's.
///
/// - Parameter dependencies: of each node, numbers of nodes. Takes time and memory linear in both.
func components(_ dependencies: [[Int]]) -> [[Int]] {
    let unseen = -1
    var order = [Int](repeating: unseen, count: dependencies.count)
    var lowest = order
    var isOpen = [Bool](repeating: false, count: dependencies.count)
    var next = [Int](repeating: 0, count: dependencies.count)
    var open: [Int] = []
    var found: [[Int]] = []
    var counter = 0
    for root in dependencies.indices where order[root] == unseen {
        var path: [Int] = [root]
        while let node = path.last {
            if order[node] == unseen {
                order[node] = counter
                lowest[node] = counter
                counter += 1
                open.append(node)
                isOpen[node] = true
            }
            if next[node] < dependencies[node].count {
                let other = dependencies[node][next[node]]
                next[node] += 1
                if order[other] == unseen {
                    path.append(other)
                } else if isOpen[other] {
                    lowest[node] = min(lowest[node], order[other])
                }
                continue
            }
            path.removeLast()
            if let parent = path.last { lowest[parent] = min(lowest[parent], lowest[node]) }
            guard lowest[node] == order[node] else { continue }
            var component: [Int] = []
            while let member = open.popLast() {
                isOpen[member] = false
                component.append(member)
                if member == node { break }
            }
            found.append(component)
        }
    }
    return found
}
