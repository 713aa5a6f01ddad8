/// Measures the product as people start it, with the physical limit of the same minute beside each figure.
///
/// [dev.narthex.bench.Bench] is `./dev bench`. It starts `./dev narthex serve`, signs in through the real page, and has
/// a second process, [dev.narthex.bench.load.Load], send requests. Nothing here is part of the product.
package dev.narthex.bench;
