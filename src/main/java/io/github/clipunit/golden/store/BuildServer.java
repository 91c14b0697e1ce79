package io.github.clipunit.golden.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Detects a build server, where nobody would review a newly recorded golden.
 *
 * @param sign the environment variable that identifies the build server, and its value; empty on a developer's machine
 */
public record BuildServer(Optional<Map.Entry<String, String>> sign) {

    private static final String CI = "CI";

    /**
     * The variables that build servers set, according to their documentation. Most set {@code CI}; Azure Pipelines,
     * TeamCity, Jenkins, Bamboo, AWS CodeBuild, GoCD, Google Cloud Build and some others set only their own.
     */
    private static final List<String> SIGNS = List.of(
            CI,
            "CONTINUOUS_INTEGRATION",
            "GITHUB_ACTIONS",
            "GITLAB_CI",
            "TF_BUILD",
            "TEAMCITY_VERSION",
            "JENKINS_URL",
            "HUDSON_URL",
            "BUILDKITE",
            "CODEBUILD_BUILD_ARN",
            "bamboo_planKey",
            "CIRCLECI",
            "TRAVIS",
            "APPVEYOR",
            "AC_APPCIRCLE",
            "AGOLA_GIT_REF",
            "BITBUCKET_BUILD_NUMBER",
            "BITRISE_IO",
            "BUDDY_WORKSPACE_ID",
            "BUILDER_OUTPUT",
            "CF_BUILD_ID",
            "CIRRUS_CI",
            "CM_BUILD_ID",
            "DRONE",
            "GITEA_ACTIONS",
            "GO_PIPELINE_LABEL",
            "HARNESS_BUILD_ID",
            "PROW_JOB_ID",
            "SCREWDRIVER",
            "SEMAPHORE",
            "VELA",
            "WOODPECKER_BUILD_NUMBER",
            "XCS");

    /**
     * Detects a build server from its environment variables. A variable that is empty, {@code false} or {@code 0}
     * counts as unset, and {@code CI=false} rules out a build server whatever else is set. Names are compared without
     * regard to case, as on Windows.
     */
    public static BuildServer of(Map<String, String> environment) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(environment);
        if (!known.getOrDefault(CI, "").isBlank() && !isOn(known.getOrDefault(CI, ""))) {
            return new BuildServer(Optional.empty());
        }
        return new BuildServer(SIGNS.stream()
                .filter(name -> isOn(known.getOrDefault(name, "")))
                .findFirst()
                .map(name -> Map.entry(name, known.getOrDefault(name, ""))));
    }

    private static boolean isOn(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "false", "0" -> false;
            default -> true;
        };
    }

    public boolean isHere() {
        return sign.isPresent();
    }

    @Override
    public String toString() {
        return sign.map(set -> set.getKey() + " = [" + set.getValue() + "]").orElse("");
    }
}
