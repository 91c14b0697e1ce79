package io.github.clipunit.evaluation;

import java.util.List;

/**
 * A picture whose name is to be found among all names.
 *
 * @param task the style of the drawing, or how the name is written
 * @param image the file, relative to the folder of the cases
 * @param name the name as the list has it
 * @param query what is scored in its place: the name, a synonym, a plural, a misspelling
 * @param accept names that this style draws just alike, and which therefore do not count
 */
record NameCase(String task, String image, String name, String query, List<String> accept) {}
