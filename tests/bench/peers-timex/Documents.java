import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;

/** Documents as compare.py writes them, one JSON object a line, and what a tagger of times finds in them. */
class Documents {
  /** One time expression, in UTF-16 units of the text. */
  record Time(int start, int end, String type, String value) {}

  interface Tagger {
    List<Time> tag(String text, String day) throws Exception;
  }

  static double cpuSeconds() {
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** Reads standard input, writes {"id", "times"} a line, and says on standard error what it took. */
  static void run(Tagger tagger, PrintStream out) throws IOException {
    double loaded = cpuSeconds();
    int n = 0;
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine(), n++) {
      JsonObject document = Json.createReader(new StringReader(line)).readObject();
      String text = document.getString("text");
      JsonArrayBuilder times = Json.createArrayBuilder();
      try {
        for (Time time : tagger.tag(text, document.isNull("day") ? null : document.getString("day")))
          times.add(Json.createObjectBuilder().add("start", text.codePointCount(0, time.start()))
              .add("end", text.codePointCount(0, time.end())).add("type", time.type()).add("value", time.value()));
      } catch (Exception error) {
        System.err.println(document.getString("id") + ": " + error);
      }
      out.println(Json.createObjectBuilder().add("id", document.getString("id")).add("times", times).build());
    }
    out.flush();
    System.err.printf("cpu %.2f %.2f%n", loaded, cpuSeconds() - loaded);
  }
}
