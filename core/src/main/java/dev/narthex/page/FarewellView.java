package dev.narthex.page;

import java.util.List;

/// The page on which apps hear that the person signs out. `frames` are loaded unseen; then it goes on to `next`.
public record FarewellView(List<String> frames, String next, String requestId) {
    public FarewellView {
        frames = List.copyOf(frames);
    }
}
