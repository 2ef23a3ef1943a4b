import de.unihd.dbs.heideltime.standalone.Config;
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.heideltime.standalone.components.JCasFactory;
import de.unihd.dbs.heideltime.standalone.components.impl.StanfordPOSTaggerWrapper;
import de.unihd.dbs.uima.annotator.heideltime.HeidelTime;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import de.unihd.dbs.uima.types.heideltime.Timex3;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.uima.cas.FSIterator;
import org.apache.uima.jcas.JCas;

/**
 * HeidelTime over documents: HeidelTimes TAGGER NEWS|NARRATIVES; TAGGER is a model of the Stanford tagger.
 *
 * HeidelTimeStandalone loads the tagger again for each document. Here its parts are taken out and run in its order, with
 * one tagger for all documents: the times are the same, and the reading is not measured with so much loading in it.
 */
class HeidelTimes {
  private final HeidelTime rules;
  private final JCasFactory factory;
  private final Method dater;
  private final HeidelTimeStandalone standalone;
  private final StanfordPOSTaggerWrapper tagger = new StanfordPOSTaggerWrapper();

  HeidelTimes(String model, DocumentType type) throws ReflectiveOperationException {
    Config.setProps(configuration(model));
    standalone = new HeidelTimeStandalone(Language.ENGLISH, type, OutputType.TIMEML, null, POSTagger.STANFORDPOSTAGGER);
    rules = (HeidelTime) part("heidelTime");
    factory = (JCasFactory) part("jcasFactory");
    dater = HeidelTimeStandalone.class.getDeclaredMethod("provideDocumentCreationTime", JCas.class, Date.class);
    dater.setAccessible(true);
    var settings = new Properties();
    for (String layer : List.of("annotate_tokens", "annotate_sentences", "annotate_partofspeech"))
      settings.put(layer, Boolean.TRUE);
    settings.put("model_path", model);
    settings.put("config_path", "");
    tagger.initialize(settings);
  }

  private Object part(String name) throws ReflectiveOperationException {
    Field field = HeidelTimeStandalone.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(standalone);
  }

  private static Properties configuration(String model) {
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
    properties.setProperty("model_path", model);
    properties.setProperty("config_path", "");
    return properties;
  }

  List<Documents.Time> tag(String text, String day) throws Exception {
    var times = new ArrayList<Documents.Time>();
    JCas cas = factory.createJCas();
    cas.setDocumentText(text);
    if (day != null)
      dater.invoke(standalone, cas, new SimpleDateFormat("yyyy-MM-dd").parse(day));
    tagger.process(cas);
    rules.process(cas);
    FSIterator<?> found = cas.getAnnotationIndex(Timex3.type).iterator();
    while (found.hasNext()) {
      Timex3 timex = (Timex3) found.next();
      times.add(new Documents.Time(timex.getBegin(), timex.getEnd(), timex.getTimexType(), timex.getTimexValue()));
    }
    return times;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
    System.setOut(System.err); // it prints its rules
    Logger.getLogger("HeidelTimeStandalone").setLevel(Level.WARNING);
    var heidelTimes = new HeidelTimes(arguments[0], DocumentType.valueOf(arguments[1]));
    Documents.run(heidelTimes::tag, out);
  }
}
