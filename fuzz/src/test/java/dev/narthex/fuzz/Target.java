package dev.narthex.fuzz;

/// Something that reads foreign bytes, and what must hold of it whatever they are.
@FunctionalInterface
public interface Target {

    /// Throws if something does not hold: any exception is a finding.
    void accept(byte[] input) throws Exception;
}
