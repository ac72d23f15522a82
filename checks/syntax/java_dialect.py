"""How Java's names bind, and what its own types and methods do with text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.syntax.dialects import Dialect

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

_SCALAR = (
    r"(?:int|long|short|double|float|boolean|char(?!\s*\[)|Integer|Long|Short|Byte|Double|Float|Boolean|Character|Number|BigDecimal|BigInteger|UUID"
    r"|(?:Local|Offset|Zoned)(?:Date|Time|DateTime)|Instant|Duration|Period|Year|YearMonth|MonthDay|DayOfWeek|Month|ZoneId|Date|Timestamp|Calendar"
    r"|Atomic(?:Integer|Long|Boolean)|Optional(?:Int|Long|Double)|IntStream|LongStream|DoubleStream|Locale|Currency|Class|ObjectId|Pageable|PageRequest|HttpMethod"
    r"|HttpStatus|MediaType|TimeUnit|ChronoUnit)"
)

_TYPED_METHODS = (
    r"^(?:length|size|count|isEmpty|isBlank|isPresent|hashCode|indexOf|lastIndexOf|compareTo(?:IgnoreCase)?|equals(?:IgnoreCase)?|contains(?:Key|Value|All)?|startsWith"
    r"|endsWith|matches|(?:int|long|short|byte|double|float|boolean)Value|ordinal|getOffset|getPageNumber|getPageSize|getNumberOfElements|getTotal(?:Pages|Elements)"
    r"|toEpochMilli|getEpochSecond|getTime|toMillis|getSeconds|getYear|getMonth(?:Value)?|getDayOf\w+|getHour|getMinute|getSecond|nextInt|nextLong|nextDouble|getInt|getLong"
    r"|getDouble|getFloat|getBoolean|getShort|getBigDecimal|getTimestamp|getAsInt|getAsLong|getAsDouble|asInt|asLong|asDouble|asBoolean|intValueExact|longValueExact"
    r"|incrementAndGet|getAndIncrement|addAndGet|hasNext|exists|getContentLength(?:Long)?|getServerPort|getLocalPort|getRemotePort|isSecure|getStatus|getStatusCode|get(?:Limit|Length|Start|Page|Size|PageNo|PageNum|PageIndex|Count|RowCount)|\w*[pP]laceholders?|\w*[qQ]uestionMarks?)$"
)

_TYPES: dict[str, frozenset[str]] = {
    "java.sql": frozenset({"Connection", "Statement", "PreparedStatement", "CallableStatement", "ResultSet", "DriverManager", "SQLException", "Timestamp", "Date", "Types", "Blob", "Clob"}),
    "java.util": frozenset(
        {"List", "ArrayList", "LinkedList", "Map", "HashMap", "LinkedHashMap", "TreeMap", "Set", "HashSet", "LinkedHashSet", "TreeSet", "Collection", "Collections", "Arrays", "Optional",
         "UUID", "Objects", "Random", "Iterator", "Date", "Locale", "StringJoiner", "Properties", "Scanner", "Base64", "Comparator", "Deque", "ArrayDeque", "Queue", "EnumSet", "EnumMap", "Timer"}
    ),
    "java.util.stream": frozenset({"Collectors", "Stream", "IntStream", "LongStream"}),
    "java.util.concurrent": frozenset(
        {"CompletableFuture", "ConcurrentHashMap", "ExecutorService", "Executors", "Future", "TimeUnit", "CountDownLatch", "Callable", "ThreadLocalRandom", "ExecutionException", "TimeoutException"}
    ),
    "java.io": frozenset(
        {"File", "IOException", "InputStream", "OutputStream", "FileInputStream", "FileOutputStream", "FileReader", "FileWriter", "BufferedReader", "BufferedWriter", "InputStreamReader",
         "ObjectInputStream", "PrintWriter", "StringReader", "ByteArrayInputStream", "ByteArrayOutputStream", "UncheckedIOException", "Closeable"}
    ),
    "java.nio.file": frozenset({"Files", "Path", "Paths", "StandardOpenOption"}),
    "java.net": frozenset({"URL", "URI", "HttpURLConnection", "URLConnection", "Socket", "URLEncoder", "URLDecoder", "InetAddress"}),
    "java.net.http": frozenset({"HttpClient", "HttpRequest", "HttpResponse"}),
    "java.time": frozenset({"Instant", "LocalDate", "LocalDateTime", "LocalTime", "OffsetDateTime", "ZonedDateTime", "Duration", "Clock", "ZoneId"}),
    "java.math": frozenset({"BigDecimal", "BigInteger"}),
    "java.security": frozenset({"MessageDigest", "SecureRandom", "KeyPairGenerator", "Signature", "KeyStore", "Principal"}),
    "javax.crypto": frozenset({"Cipher", "Mac", "KeyGenerator", "SecretKey", "SecretKeyFactory"}),
    "javax.sql": frozenset({"DataSource"}),
    "jakarta.persistence": frozenset({"EntityManager", "PersistenceContext", "Query", "TypedQuery", "Entity", "Table", "Column", "Id", "EntityManagerFactory"}),
    "javax.persistence": frozenset({"EntityManager", "PersistenceContext", "Query", "TypedQuery", "Entity", "Table", "Column", "Id", "EntityManagerFactory"}),
    "jakarta.servlet.http": frozenset({"HttpServletRequest", "HttpServletResponse", "HttpServlet", "Cookie", "HttpSession", "Part"}),
    "javax.servlet.http": frozenset({"HttpServletRequest", "HttpServletResponse", "HttpServlet", "Cookie", "HttpSession", "Part"}),
    "jakarta.servlet": frozenset({"ServletRequest", "ServletResponse", "Filter", "FilterChain", "ServletException"}),
    "javax.servlet": frozenset({"ServletRequest", "ServletResponse", "Filter", "FilterChain", "ServletException"}),
}  # fmt: skip
"""Types of the packages that files import with a ``*``."""


def _imported_whole(flow: Flow, name: str) -> str:
    for one in flow.imports():
        if ("*", "*") in one.names and name in _TYPES.get(one.module, ()):
            return f"{one.module}.{name}"
    return name


DIALECT = Dialect(
    fields_visible_in_methods=True,
    assignments_declare=False,
    types_enforced=True,
    imports_name_classes=True,
    methods_apart=True,
    mutators=frozenset({"addAll", "offer", "addFirst", "addLast", "put", "appendCodePoint", "putAll"}),
    not_mutators=frozenset({"update", "write", "extend", "unshift"}),
    typed_names=re.compile(
        rf"^(?:java\.[\w.]+\.)?(?:(?:List|Set|Collection|Iterable|Stream|Optional|ArrayList|HashSet|LinkedHashSet|TreeSet|SortedSet|Mono|Flux|Uni)<\s*(?:\?\s*extends\s+)?(?:java\.[\w.]+\.)?)?"
        rf"{_SCALAR}(?:<[^<>]*>)?(?:\[\]|\.\.\.)*>?(?![\w.])"
    ),
    typed_calls=re.compile(
        r"^(?:java\.(?:lang|math|util|util\.stream|time|sql)\.)?(?:(?:Integer|Long|Short|Byte|Double|Float|Boolean)\.(?:parse\w+|valueOf|decode|compare|sum|max|min|toString|toHexString|toBinaryString)"
        r"|Integer|Long|BigDecimal|BigInteger|BigDecimal\.valueOf|BigInteger\.valueOf|UUID\.(?:randomUUID|fromString)|UUID|Math\.\w+|StrictMath\.\w+|System\.(?:currentTimeMillis|nanoTime|identityHashCode)"
        r"|(?:Local|Offset|Zoned)(?:Date|Time|DateTime)\.\w+|Instant\.\w+|Duration\.\w+|Period\.\w+|Year\.\w+|YearMonth\.\w+|(?:Int|Long)Stream\.\w+|Objects\.(?:hash|equals|hashCode|isNull|nonNull)"
        r"|Enum\.valueOf|(?:\w+\.)*[A-Z]\w*\.class|Timestamp\.\w+|Collections\.frequency|Array\.getLength|(?:\w+\.)*PageRequest\.of)\(\)"
        r"(?:\.\w+\(\))*$"
        r"|^(?:\./)?(?:[\w.]+\.)?(?!String\b)[A-Z]\w*\.valueOf\(\)(?:\.\w+\(\))*$"
        r"|^(?:.*\.)?(?:Environment\(\)|env|environment|ResourceBundle\(\)|ResourceBundle\.getBundle\(\))\.(?:getProperty|getRequiredProperty|getString)\(\)$"
        r"|^(?:java\.lang\.)?System\.(?:getenv|getProperty|lineSeparator)\(\)$"
        r"|^(?:\./|[\w.]+\.)?[A-Z]\w*\.class\.get(?:Simple|Canonical|Type)?Name\(\)$"
    ),
    typed_methods=re.compile(_TYPED_METHODS),
    passing_calls=re.compile(
        r"^(?:java\.(?:lang|util|net|io|nio\.file|nio\.charset)\.)?(?:String\.(?:valueOf|copyValueOf)|String|StringBuilder|StringBuffer|StringReader|Objects\.(?:toString|requireNonNull|requireNonNullElse|requireNonNullElseGet)"
        r"|Optional\.(?:of|ofNullable)|(?:List|Set)\.(?:of|copyOf)|Arrays\.(?:asList|stream|copyOf)|Stream\.(?:of|concat)|Collections\.(?:singletonList|singleton|unmodifiable\w+|sort|synchronized\w+)"
        r"|(?:ArrayList|LinkedList|HashSet|LinkedHashSet|TreeSet|ArrayDeque|HashMap|LinkedHashMap|TreeMap|StringJoiner)|URLDecoder\.decode|Paths\.get|Path\.of|File|URI\.create|URI|URL|Map\.(?:of|entry|copyOf)"
        r"|InputStreamReader|BufferedReader|ByteArrayInputStream|IOUtils\.toString|StreamUtils\.copyToString)(?:\(\))$"
        r"|^(?:org\.apache\.commons\.lang3?\.|org\.springframework\.util\.)?(?:StringUtils|Strings)\.(?:trim\w*|strip\w*|lowerCase|upperCase|defaultString|defaultIfBlank|defaultIfEmpty|capitalize|uncapitalize"
        r"|nullToEmpty|emptyToNull|left|right|substring\w*|replace|chomp|firstNonBlank|firstNonEmpty)\(\)$"
    ),
    joining_calls=re.compile(
        r"^(?:java\.lang\.)?String\.join\(\)$|^(?:org\.apache\.commons\.lang3?\.)?StringUtils\.(?:join|joinWith)\(\)$"
        r"|^(?:org\.springframework\.util\.)?StringUtils\.(?:collectionToDelimitedString|collectionToCommaDelimitedString|arrayToDelimitedString|arrayToCommaDelimitedString)\(\)$"
    ),
    format_calls=re.compile(r"^(?:java\.lang\.)?String\.format\(\)$"),
    brace_format_calls=re.compile(r"^(?:java\.text\.)?MessageFormat\.format\(\)$"),
    format_methods=frozenset({"formatted"}),
    text_methods=frozenset(
        {
            "stripLeading",
            "stripTrailing",
            "stripIndent",
            "indent",
            "translateEscapes",
            "intern",
            "subSequence",
            "toCharArray",
            "getBytes",
            "chars",
            "lines",
            "stream",
            "parallelStream",
            "sorted",
            "distinct",
            "limit",
            "skip",
            "peek",
            "toList",
            "toSet",
            "toArray",
            "collect",
            "collectList",
            "orElse",
            "orElseGet",
            "orElseThrow",
            "findFirst",
            "findAny",
            "iterator",
            "next",
            "subList",
            "replaceFirst",
            "boxed",
            "deleteCharAt",
            "setLength",
            "delete",
            "insert",
            "entrySet",
            "keySet",
            "build",
            "reversed",
            "block",
            "or",
            "ifPresent",
            "poll",
            "peekFirst",
            "getFirst",
            "getLast",
            "removeLast",
            "removeFirst",
            "normalize",
            "readLine",
            "readAllBytes",
            "unmodifiable",
            "toUri",
            "toPath",
            "toFile",
            "toRealPath",
            "toAbsolutePath",
            "getCanonicalFile",
            "getCanonicalPath",
            "getAbsoluteFile",
            "getAbsolutePath",
            "toURL",
            "toURI",
        }
    ),
    joining_methods=frozenset({"append", "concat", "insert", "resolve", "resolveSibling"}),
    callbacks=frozenset(
        {
            "mapToObj",
            "anyMatch",
            "allMatch",
            "noneMatch",
            "ifPresent",
            "ifPresentOrElse",
            "removeIf",
            "peek",
            "mapToInt",
            "mapToLong",
            "flatMapMany",
            "doOnNext",
            "concatMap",
            "takeWhile",
            "dropWhile",
            "computeIfAbsent",
        }
    ),
    mapping_methods=frozenset({"mapToObj", "flatMap", "flatMapMany", "concatMap"}),
    accessors=True,
    closed_calls=re.compile(
        r"^(?:java\.util\.|com\.google\.common\.collect\.|java\.util\.stream\.)?(?:(?:Immutable)?(?:Set|List|Map)\.(?:of|copyOf|ofEntries)|ImmutableSortedSet\.of|Arrays\.asList|Stream\.of|EnumSet\.\w+|Map\.entry"
        r"|Collections\.(?:unmodifiable\w+|singleton\w*)|HashSet|LinkedHashSet|ArrayList|TreeSet|HashMap|LinkedHashMap)\(\)(?:\.keySet\(\)|\.values\(\))?$"
    ),
    member_tests=frozenset({"containsKey", "containsValue"}),
    requiring_calls=frozenset({"isTrue", "checkArgument", "checkState", "state"}),
    equal_tests=frozenset({"equals", "equalsIgnoreCase", "contentEquals"}),
    whole_matches=re.compile(r"^(?:matches)$"),
    namespaces=_imported_whole,
    configured=re.compile(r"^(?:Value|ConfigProperty|Property|ConfigurationProperties)$"),
)
