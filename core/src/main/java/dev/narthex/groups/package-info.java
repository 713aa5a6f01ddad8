/// Groups and membership. Everyone is in the built-in group Everyone, without a stored row.
package dev.narthex.groups;
