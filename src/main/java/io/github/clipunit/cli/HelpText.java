package io.github.clipunit.cli;

import io.github.clipunit.cli.terminal.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's help, wrapped between words at the width of the terminal. Picocli's own is at least 55 columns wide, and does not
 * wrap examples so that they can still be copied.
 */
final class HelpText {

    /** Below it, a description follows its name on the next line. */
    private static final int TWO_COLUMNS = 60;

    private static final int WIDEST_NAME = 30;
    private static final String EXAMPLE = "  ";
    /** A word, as shells divide a line; text in quotes is one word. */
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^ \"])+");

    private final StringBuilder text = new StringBuilder();
    private final CommandSpec spec;
    private final int width;

    private HelpText(CommandSpec spec, int width) {
        this.spec = spec;
        this.width = width;
    }

    /** Makes all commands of a command line explain themselves with it. */
    static void install(CommandLine commands) {
        commands.setHelpSectionKeys(List.of("all"));
        commands.setHelpSectionMap(Map.of("all", help -> new HelpText(
                        help.commandSpec(),
                        Screen.width(help.commandSpec().commandLine().getOut()))
                .write()));
    }

    private String write() {
        paragraph("", "Usage: " + synopsis(), "       ");
        text.append('\n');
        paragraph("", joined(spec.usageMessage().description()), "");
        table("Arguments", positionals());
        table("Options", options());
        table("Commands", commands());
        table("Exit codes", spec.usageMessage().exitCodeList());
        footer();
        return text.toString();
    }

    private String synopsis() {
        return spec.qualifiedName()
                + (spec.options().isEmpty() ? "" : " [OPTIONS]")
                + spec.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(parameter -> " " + label(parameter))
                        .collect(Collectors.joining())
                + (spec.subcommands().isEmpty()
                        ? ""
                        : spec.positionalParameters().isEmpty() ? " COMMAND" : " [COMMAND]");
    }

    private static String label(PositionalParamSpec parameter) {
        boolean isOptional = parameter.arity().min() == 0;
        String many = parameter.arity().max() > 1 ? "..." : "";
        return isOptional ? "[" + parameter.paramLabel() + many + "]" : parameter.paramLabel() + many;
    }

    private Map<String, String> positionals() {
        Map<String, String> rows = new LinkedHashMap<>();
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> rows.put(parameter.paramLabel(), joined(parameter.description())));
        return rows;
    }

    private Map<String, String> options() {
        Map<String, String> rows = new LinkedHashMap<>();
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> rows.put(label(option), joined(option.description())));
        return rows;
    }

    /** Short names first, and long ones below each other whether or not there is a short one. */
    private static String label(OptionSpec option) {
        String names = Stream.of(option.names())
                .sorted(Comparator.comparing(String::length))
                .collect(Collectors.joining(", "));
        return (names.startsWith("--") ? "    " : "")
                + names
                + (option.arity().max() == 0 ? "" : "=" + option.paramLabel());
    }

    private Map<String, String> commands() {
        Map<String, String> rows = new LinkedHashMap<>();
        spec.subcommands().forEach((name, command) -> {
            String[] description = command.getCommandSpec().usageMessage().description();
            rows.put(name, joined(description).replaceAll("(?<=\\.) .*", ""));
        });
        return rows;
    }

    private void table(String heading, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n').append(heading).append(":\n");
        int column = column(rows.keySet());
        rows.forEach((name, description) -> row(name, description, column));
    }

    private static int column(Collection<String> names) {
        return names.stream()
                .mapToInt(String::length)
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(0);
    }

    private void row(String name, String description, int column) {
        if (width < TWO_COLUMNS) {
            paragraph("  ", name.strip(), "  ");
            paragraph("      ", description, "      ");
            return;
        }
        String indent = " ".repeat(column + 4);
        if (name.length() > column) {
            text.append("  ").append(name).append('\n');
            paragraph(indent, description, indent);
        } else {
            paragraph("  " + name + " ".repeat(column - name.length() + 2), description, indent);
        }
    }

    /** Lines that begin with two spaces are examples, and comments on them; each other line is a paragraph. */
    private void footer() {
        boolean isFirst = true;
        for (String line : spec.usageMessage().footer()) {
            if (!line.startsWith(EXAMPLE)) {
                text.append('\n');
                paragraph("", line, "");
            } else {
                text.append(isFirst ? "\nExamples:\n" : "");
                isFirst = false;
                example(line.strip());
            }
        }
    }

    private void example(String line) {
        if (line.startsWith("#")) {
            paragraph(EXAMPLE, line, EXAMPLE + "# ");
            return;
        }
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(line); word.find(); ) {
            words.add(word.group());
        }
        wrap(EXAMPLE, words, EXAMPLE + "    ", " \\");
    }

    private void paragraph(String first, String words, String next) {
        wrap(first, Arrays.asList(words.strip().split("\\s+")), next, "");
    }

    /** Fills lines with whole words; {@code unfinished} stands at the end of each line but the last. */
    private void wrap(String first, List<String> words, String next, String unfinished) {
        StringBuilder line = new StringBuilder(first).append(words.get(0));
        for (int i = 1; i < words.size(); i++) {
            int reserved = i == words.size() - 1 ? 0 : unfinished.length();
            if (line.length() + 1 + words.get(i).length() + reserved <= width) {
                line.append(' ').append(words.get(i));
            } else {
                text.append(line).append(unfinished).append('\n');
                line = new StringBuilder(next).append(words.get(i));
            }
        }
        text.append(line).append('\n');
    }

    private static String joined(String... lines) {
        return String.join(" ", lines);
    }
}
