package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.HubHttp.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The download of one file over one or more connections; each continues where the previous one stopped. */
final class Download {

    static final int RANGE_NOT_SATISFIABLE = 416;

    private static final int PARTIAL = 206;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

    private final RemoteFile file;
    private final Path target;
    private final Disk disk;
    private final Progress.Meter meter;
    private final Retries retries;
    private long longest;
    private boolean ended;

    Download(RemoteFile file, Path target, Disk disk, Progress.Meter meter, Retries retries) {
        this.file = file;
        this.target = target;
        this.disk = disk;
        this.meter = meter;
        this.retries = retries;
        this.longest = length();
        meter.at(longest);
    }

    boolean isComplete() {
        return ended || (file.size() != null && file.size() == length());
    }

    /** Returns a header that requests the missing part. */
    Map<String, String> rangeHeader() {
        long have = length();
        boolean usable = have > 0 && (file.size() == null || have < file.size());
        return usable ? Map.of("Range", "bytes=" + have + "-") : Map.of();
    }

    /** Appends the answer to the file, or starts again if the server begins at the start. */
    void take(Answer answer) throws IOException, InterruptedException {
        long start = start(answer);
        try (Output output = new Output(start)) {
            if (answer.status() == RANGE_NOT_SATISFIABLE) {
                throw new IOException("HTTP " + RANGE_NOT_SATISFIABLE + " for a part of the file");
            }
            for (List<ByteBuffer> piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                output.write(piece);
            }
            output.force();
        }
        long length = length();
        if (file.size() != null && length < file.size() && !isPointer()) {
            throw new EOFException("the answer ended after " + length + " of " + file.size() + " bytes");
        }
        ended = true;
    }

    /** Returns the position where the answer begins; servers do not always send the range that was requested. */
    private long start(Answer answer) throws IOException {
        if (answer.status() != PARTIAL) {
            return 0;
        }
        Matcher range = CONTENT_RANGE.matcher(
                answer.headers().firstValue("Content-Range").orElse(""));
        long have = length();
        long given = range.matches() ? Long.parseLong(range.group(1)) : have;
        if (given > have) {
            throw new IOException("the answer begins at byte " + given + ", but only " + have + " are there");
        }
        return given;
    }

    /** Returns whether the file is a Git LFS pointer, which no further bytes will complete. */
    private boolean isPointer() {
        try {
            return LfsPointer.is(target);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private long length() {
        try {
            return Files.exists(target) ? Files.size(target) : 0;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private ModelUnavailableException unwritable(IOException e) {
        return CacheErrors.unwritable(target, file.size(), e);
    }

    /** The file being written. An error here is the disk's, so trying again does not help. */
    private final class Output implements AutoCloseable {

        private final FileChannel channel;
        /** True if the partial file is useless: it would only fill a full disk. */
        private boolean isLost;

        private Output(long start) {
            try {
                channel = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel.truncate(start).position(start);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        private void write(List<ByteBuffer> piece) throws IOException {
            long position;
            try {
                position = channel.position();
                for (ByteBuffer buffer : piece) {
                    position += buffer.remaining();
                }
                if (position <= file.most()) {
                    for (ByteBuffer buffer : piece) {
                        disk.write(channel, buffer);
                    }
                }
            } catch (IOException e) {
                isLost = !Interrupts.caused(e);
                throw unwritable(e);
            }
            if (position > file.most()) {
                isLost = true;
                throw new PermanentFault("the answer is longer than the " + file.most() + " bytes that "
                        + (file.size() == null || file.size() > file.most()
                                ? "such a file may have"
                                : "were announced"));
            }
            if (position > longest) {
                longest = position;
                retries.progressed();
            }
            meter.at(position);
        }

        private void force() {
            try {
                channel.force(true);
            } catch (IOException e) {
                isLost = !Interrupts.caused(e);
                throw unwritable(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                if (isLost) {
                    Files.deleteIfExists(target);
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }
}
