package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {

    @TempDir
    Path folder;

    @BeforeEach
    void requireModes() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .as("owners and modes as Unix has them")
                .isTrue();
    }

    private Path make(String name, String mode) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
        return made;
    }

    @Test
    void should_use_a_folder_that_only_its_owner_may_write() throws IOException {
        Path own = make("own", "rwxr-xr-x");

        assertThat(UserCache.usable(own)).isEqualTo(own);
        assertThat(UserCache.otherWriter(own)).isEmpty();
    }

    @Test
    void should_make_a_folder_that_only_its_owner_may_read() throws IOException {
        Path made = UserCache.usable(folder.resolve("a/b"));

        assertThat(made).isEqualTo(folder.resolve("a/b"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwx------");
    }

    @Test
    void should_not_use_a_folder_that_all_may_write() throws IOException {
        Path open = make("open", "rwxrwxrwx");

        assertThat(UserCache.otherWriter(open)).contains("others can write to [" + open.toRealPath() + "] (mode 777)");
        Path instead = UserCache.usable(open);
        assertThat(instead).isNotEqualTo(open).isNotEqualTo(open.toRealPath());
        assertThat(UserCache.usable(open)).isEqualTo(instead);
        assertThat(UserCache.usable(instead)).isEqualTo(instead);
        assertThat(UserCache.otherWriter(instead)).isEmpty();
    }

    /** Who may write what holds a folder may put another in its place, but for where the sticky bit keeps from it. */
    @Test
    void should_not_use_a_folder_within_one_that_all_may_write() throws IOException {
        Path open = make("open", "rwxrwxrwx");
        Path own = make("open/own", "rwx------");

        assertThat(UserCache.otherWriter(own)).contains("others can write to [" + open.toRealPath() + "] (mode 777)");
        Files.setAttribute(open, "unix:mode", 01777 | 0040000);
        assertThat(UserCache.otherWriter(own)).isEmpty();
        assertThat(UserCache.otherWriter(open)).contains("others can write to [" + open.toRealPath() + "] (mode 1777)");
    }

    @Test
    void should_look_where_a_link_leads() throws IOException {
        Path open = make("open", "rwxrwxrwx");
        Path link = Files.createSymbolicLink(make("own", "rwx------").resolve("link"), open);

        assertThat(UserCache.otherWriter(link)).contains("others can write to [" + open.toRealPath() + "] (mode 777)");
    }

    @Test
    void should_look_where_a_link_lies() throws IOException {
        Path own = make("own", "rwx------");
        Path link = Files.createSymbolicLink(make("open", "rwxrwxrwx").resolve("link"), own);

        assertThat(UserCache.otherWriter(link)).contains("others can write to [" + link.getParent() + "] (mode 777)");
    }

    @Test
    void should_know_a_group_that_is_its_owners_alone() throws IOException {
        Path shared = make("shared", "rwxrwxr-x");
        requireRoot();

        assertThat(UserCache.otherWriter(shared)).as("root's group root").isEmpty();
        Files.setAttribute(shared, "unix:gid", 12_345);
        assertThat(UserCache.otherWriter(shared))
                .contains("others can write to [" + shared.toRealPath() + "] (mode 775)");
    }

    @Test
    void should_not_use_what_belongs_to_another_user() throws IOException {
        Path foreign = make("foreign", "rwx------");
        requireRoot();
        Files.setAttribute(foreign, "unix:uid", 12_345);

        assertThat(UserCache.otherWriter(foreign))
                .contains("[" + foreign.toRealPath() + "] belongs to another user [12345]");
        assertThat(UserCache.usable(foreign)).isNotEqualTo(foreign.toRealPath());
    }

    private void requireRoot() throws IOException {
        assumeThat(Files.getAttribute(folder, "unix:uid"))
                .as("only root gives files away")
                .isEqualTo(0);
    }

    @Test
    void should_stand_in_where_a_folder_cannot_be_made() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(UserCache.usable(file.resolve("cache"))).isDirectory().isWritable();
        assertThat(UserCache.writable(file.resolve("hub"))).isDirectory().isWritable();
    }

    @Test
    void should_find_home_as_hugging_faces_tools_do() {
        Path home = Path.of("/home/fox");
        assertThat(UserCache.home("/home/fox", "/root")).contains(home);
        assertThat(UserCache.home(null, "/home/fox")).contains(home);
        assertThat(UserCache.home(" ", "/home/fox")).contains(home);
        assertThat(UserCache.home("fox", "/home/fox")).contains(home);
        assertThat(UserCache.home("/home/fox", "?")).contains(home);
        assertThat(UserCache.home(null, "?")).isEmpty();
        assertThat(UserCache.home("", null)).isEqualTo(Optional.empty());
    }
}
