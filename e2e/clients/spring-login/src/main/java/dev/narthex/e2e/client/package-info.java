/// A program that people write with somebody else's library, to be started beside a server of ours. It imports nothing
/// of ours.
