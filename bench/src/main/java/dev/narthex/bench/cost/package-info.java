/// What the parts of a request cost by themselves: signatures, durable writes. The limits beside which loads are told.
package dev.narthex.bench.cost;
