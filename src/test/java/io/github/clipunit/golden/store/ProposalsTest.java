package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {

    @TempDir
    Path root;

    private final byte[] bytes = {1, 2, 3};

    @Test
    void should_lay_files_out_as_from_the_root_of_the_checkout() throws IOException {
        Files.createDirectories(root.resolve(".git"));
        Path module = Files.createDirectories(root.resolve("modules/posters"));
        Proposals proposals = new Proposals(new Project(module));

        assertThat(proposals.leave(module.resolve("src/test/resources/golden/A/a.json"), bytes))
                .isTrue();

        assertThat(module.resolve("target/clipunit/proposals/modules/posters/src/test/resources/golden/A/a.json"))
                .hasBinaryContent(bytes);
    }

    /** Git has a file of that name in its worktrees. */
    @Test
    void should_know_a_worktree_of_git_and_the_root_of_a_build_without_git() throws IOException {
        Path module = Files.createDirectories(root.resolve("posters"));
        Files.writeString(root.resolve("pom.xml"), "<project><modules><module>posters</module></modules></project>");
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        Proposals proposals = new Proposals(new Project(module));

        proposals.leave(module.resolve("a.json"), bytes);
        assertThat(module.resolve("target/clipunit/proposals/posters/a.json")).exists();

        Files.writeString(module.resolve(".git"), "gitdir: /elsewhere");
        proposals.leave(module.resolve("b.json"), bytes);
        assertThat(module.resolve("target/clipunit/proposals/b.json")).exists();
    }

    @Test
    void should_propose_nothing_that_lies_outside_of_the_repository() throws IOException {
        Path module = Files.createDirectories(root.resolve("posters"));
        Files.createDirectories(module.resolve(".git"));
        Proposals proposals = new Proposals(new Project(module));

        assertThat(proposals.leave(root.resolve("elsewhere/a.json"), bytes)).isFalse();
        assertThat(proposals.folder()).doesNotExist();
    }

    @Test
    void should_leave_nothing_and_fail_nothing_where_the_build_folder_cannot_be_written_to() throws IOException {
        Files.writeString(root.resolve("target"), "no folder");

        assertThat(new Proposals(new Project(root, root.resolve("target"))).leave(root.resolve("a.json"), bytes))
                .isFalse();
    }

    @Test
    void should_count_the_goldens_of_this_run_alone() throws IOException {
        Proposals proposals = new Proposals(new Project(root));
        Instant start = Instant.now();
        assertThat(proposals.since(start)).isZero();
        proposals.leave(root.resolve("A/old.json"), bytes);
        Files.setLastModifiedTime(proposals.folder().resolve("A/old.json"), FileTime.from(start.minusSeconds(60)));
        proposals.leave(root.resolve("A/new.json"), bytes);
        proposals.leave(root.resolve("A/new.png"), bytes);

        assertThat(proposals.since(start)).isEqualTo(1);

        proposals.leave(root.resolve("A/old.json"), bytes);
        assertThat(proposals.since(start)).as("left again unchanged").isEqualTo(2);
    }
}
