import de.unihd.dbs.heideltime.standalone.Config;
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import de.unihd.dbs.uima.types.heideltime.Timex3;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.uima.cas.FSIterator;

/** HeidelTime over documents: HeidelTimes TAGGER NEWS|NARRATIVES; TAGGER is a model of the Stanford tagger. */
class HeidelTimes {
  static Properties configuration(String tagger) {
    var properties = new Properties();
    for (String kind : List.of("Date", "Duration", "Set", "Time")) {
      properties.setProperty("consider" + kind, "true");
      properties.setProperty("uimaVar" + kind, kind);
    }
    properties.setProperty("considerTemponym", "false");
    properties.setProperty("uimaVarTemponym", "Temponym");
    properties.setProperty("uimaVarLanguage", "Language");
    properties.setProperty("uimaVarTypeToProcess", "Type");
    properties.setProperty("ConvertDurations", "true");
    properties.setProperty("typeSystemHome", "desc/type/HeidelTime_TypeSystem.xml");
    properties.setProperty("typeSystemHome_DKPro", "desc/type/DKPro_TypeSystem.xml");
    properties.setProperty("model_path", tagger);
    properties.setProperty("config_path", "");
    return properties;
  }

  static List<Documents.Time> tag(HeidelTimeStandalone standalone, String text, String day) throws Exception {
    var times = new ArrayList<Documents.Time>();
    var date = day == null ? null : new SimpleDateFormat("yyyy-MM-dd").parse(day);
    standalone.process(text, date, cas -> {
      FSIterator<?> found = cas.getAnnotationIndex(Timex3.type).iterator();
      while (found.hasNext()) {
        Timex3 timex = (Timex3) found.next();
        times.add(new Documents.Time(timex.getBegin(), timex.getEnd(), timex.getTimexType(), timex.getTimexValue()));
      }
      return "";
    });
    return times;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
    System.setOut(System.err); // it prints its rules
    Logger.getLogger("HeidelTimeStandalone").setLevel(Level.WARNING);
    Config.setProps(configuration(arguments[0]));
    var standalone = new HeidelTimeStandalone(Language.ENGLISH, DocumentType.valueOf(arguments[1]), OutputType.TIMEML, null,
        POSTagger.STANFORDPOSTAGGER);
    Documents.run((text, day) -> tag(standalone, text, day), out);
  }
}
