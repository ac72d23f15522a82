"""Words of assertion libraries and how much they demand: JUnit, AssertJ, Hamcrest, Kotest, xUnit, NUnit, FluentAssertions, RSpec,
Minitest, PHPUnit, Pest, Rust's macros. Written without case and underscores, since the libraries agree on the words."""

from __future__ import annotations

from checks.test_integrity.strength import Strength


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is easier to read without quotes."""
    return frozenset(text.split())


def key(word: str) -> str:
    """``assert_equal``, ``assertEqual`` and ``assert_equal!`` are one word."""
    return word.replace("_", "").rstrip("!?").lower()


_CALLS = {
    Strength.EXACT: """
        assertequals assertequal assertsame assertarrayequals assertiterableequals assertlinesmatch assertareequal assertaresame
        assertstrictequal assertequivalent assertnull assertisnull assertempty assertisempty asserteq assertequalscanonicalizing
        assertequalsignoringcase assertequalswithdelta assertjsonstringequalsjsonstring assertjsonstringequalsjsonfile assertfileequals
        assertcontentequals assertnil assertxmlstringequalsxmlstring assertdebugsnapshot assertsnapshot assertjsonsnapshot
        assertyamlsnapshot assertmatchessnapshot assertmatchesjsonsnapshot assertemptystring assertindelta assertinepsilon
        assertinexactly assertrelativeeq assertabsdiffeq asserterrordetail expectmessage expectexceptionmessage expectoutputstring""",
    Strength.STRUCTURAL: """
        assertcontains assertcontain assertin assertmatches assertregexp assertmatchesregularexpression assertstringcontainsstring
        assertstringcontainsstringignoringcase assertstringstartswith assertstringendswith assertcount assertarrayhaskey assertsingle
        assertall assertcollection assertstartswith assertendswith assertinrange assertgreaterthan assertgreaterthanorequal
        assertlessthan assertlessthanorequal assertgreater assertgreaterorequal assertless assertlessorequal assertincludes
        assertmatch assertoperator assertsubset assertcontainsonly assertcontainsequals assertnotcontains assertstringnotcontainsstring
        assertdoesnotcontain assertobjecthasproperty assertraises expectexception expectexceptionmessagematches assertdifference
        assertchanges assertnodifference assertthrowsexactly assertunorderedelementsareequal""",
    Strength.WEAK: """
        asserttrue assertfalse assertnotnull assertnotempty assertnotequals assertnotsame assertnotequal assertnotnil assertistrue
        assertisfalse assertisnotnull assertinstanceof assertisinstanceof assertistype assertisassignablefrom assertkindof assertne
        assert assertpredicate assertnot assertnotzero assertisarray assertisstring assertisint assertisiterable assertisnumeric
        assertisnotempty assertdoesnotthrow assertnotnan assertpresent debugassert refute refutenil refuteequal refuteempty
        assertrespondto assertisbool assertisobject assertiscallable assertispresent""",
}  # fmt: skip
CALLS = {word: strength for strength, text in _CALLS.items() for word in text.split()}
"""Functions that assert by themselves, with an owner like ``Assert.`` drawn into the word."""

_LINKS = {
    Strength.EXACT: """
        isequalto isequalbycomparingto isequaltoignoringcase isequaltocomparingfieldbyfield isequaltoignoringwhitespace issameas isnull
        isempty iszero isone containsexactly containsexactlyinanyorder containsexactlyelementsof containsexactlyentriesof
        containsexactlyentriesinanyorder containsexactlyinanyorderelementsof containsonly containsonlyonceelementsof hasmessage hasvalue hastostring isblank
        be beequivalentto equal equalto is equals shouldbe shouldbeexactly shouldcontainexactly shouldcontainexactlyinanyorder shouldequal
        shouldbeequalto shouldbenull shouldbeempty shouldbeequivalentto benull beempty bezero benil eq eql eqv matcharray containexactly
        haveattributes tobe toequal tobenull tobeempty tobestrict tomatcharray tohavebeencalledwith becloseto iscloseto isclosetoto
        closeto beapproximately within haveurl havehttpstatus with withmessage contain2exactly mustequal mustbenil mustbeempty mustbesameas
        haveenqueuedjob mustraise2 sameinstance samepropertyvaluesas nullvalue emptystring containsinanyorder containsinrelativeorder
        hascontent andreturn2 shouldhavesinglelement onlycontain satisfy2 haverequested bywhat statuscode hasstatus hasstatusok
        isok iscreated isnocontent isnotfound isbadrequest isforbidden isunauthorized string2 json2 once never times receive havereceived
        exactly twice""",
    Strength.STRUCTURAL: """
        contains containsall containsanyof containsentry containskey containskeys containsvalue containsonlyonce startswith endswith hassize
        haslength hassizegreaterthan isgreaterthan isgreaterthanorequalto islessthan islessthanorequalto isbetween ispositive isnegative
        ispositiveorzero matches hasfieldorproperty hasfieldorpropertywithvalue haskey hasmessagecontaining hasmessagestartingwith hassamesizeas
        contain havecount havecountgreaterthan havelength startwith endwith match matchregex begreaterthan begreaterthanorequalto
        belessthan belessthanorequalto bepositive benegative beinrange beoneof containkey containsingle containinorder onlyhaveuniqueitems
        containequivalentof besubsetof besubsetof havekey shouldcontain shouldcontainall shouldhavesize shouldhavelength shouldstartwith shouldendwith
        shouldmatch shouldbegreaterthan shouldbelessthan shouldbepositive shouldbeinrange shouldhavesinglelement shouldcontainkey include bebetween bewithin
        change containsstring hasitem hasitems hasproperty hasentry everyitem greaterthan lessthan greaterthanorequalto lessthanorequalto
        hascount tocontain tomatch tohavecount tohavekey tobegreaterthan tobelessthan tohavelength tostartwith toendwith tobein
        tohaveproperty havecontent havecss havetext haveselector havelink havebutton mustinclude mustmatch raiseerror raiseexception throw throwasync throwexactly
        isinstanceofsatisfying isexactlyinstanceof hascauseinstanceof hasrootcauseinstanceof shouldthrow haveerrors allsatisfy allmatch anymatch nonematch
        hassizebetween substring doesnotcontain notcontain shouldnotcontain isin isinrange before after isbefore isafter beafter bebefore
        isclosetowithin tothrow ofsize""",
    Strength.WEAK: """
        isnotnull isnotempty isnotblank istrue isfalse ispresent isinstanceof isnotequalto isnotnegative isnotzero isinstanceofany
        notbenull notbeempty notbenullorempty notbenullorwhitespace betrue befalse beoftype beassignableto shouldnotbe shouldnotbenull shouldbetrue
        shouldbefalse shouldbeinstanceof shouldbetypeof shouldnotbeempty bepresent betruthy befalsey befalsy bean bea beinstanceof beakindof bevalid
        tobetruthy tobefalsy tobetrue tobefalse tobeinstanceof tobestring tobearray tobeint tobebool notnullvalue anything any instanceof isa
        notempty true false null2 doesnotthrowanyexception nothrow notthrow notthrowasync isnotsameas shouldnotequal shouldexist exist respondto
        mustbe wontbenil wontbeempty mustbekindof mustbeinstanceof hasnovalue2 not""",
}  # fmt: skip
LINKS = {word: strength for strength, text in _LINKS.items() for word in text.split()}
"""Words of a chain after ``assertThat(x)``, ``expect(x)``, ``x.Should()``, and of the matchers given to them."""

ROOTS = words_of(
    """
    assertThat assertThatThrownBy assertThatCode assertThatExceptionOfType assertThatNoException assertThatIllegalArgumentException
    assertThatIllegalStateException assertThatNullPointerException assertThatObject assertWithMessage assertThatJson assertThatList
    then expect Expect expectThat expectCatching is_expected verify coVerify verifyOrder verifySequence coVerifyOrder verifyAll
    verifyNoInteractions verifyNoMoreInteractions verifyZeroInteractions confirmVerified _ must_equal should should_not verify_that
    """
)
"""Functions that begin a chain of demands."""
THROWS = words_of(
    """
    assertthrows assertthrowsexactly assertthrowsasync assertthrowsany assertthrowsanyasync assertcatch assertcatchasync assertfailswith assertfails
    shouldthrow shouldthrowany shouldthrowexactly assertraises assertraisesexception assertthatthrownby assertthrowsexception throw throwasync
    throwexactly throwexactlyasync shouldthrowasync expectexception raiseerror raiseexception isinstanceof tothrow
    assertraisewithmessage assertthrowsexactlyasync
    """
)
FAILS = frozenset(
    {"fail", "flunk", "panic!", "unreachable!", "Fail", "raise_assertion", "failure", "unimplemented!"}
)
BROAD = frozenset(
    {"Exception", "Throwable", "RuntimeException", "Error", "StandardError", "BaseException", "AnyException"}
)
"""Kinds of errors that nearly any fault belongs to."""
SWALLOWS = {
    "java": frozenset({"Throwable", "Error", "AssertionError", "AssertionFailedError"}),
    "kotlin": frozenset({"Throwable", "Error", "AssertionError"}),
    "csharp": frozenset({"Exception", "XunitException", "AssertionException", "AssertFailedException"}),
    "php": frozenset(
        {"Exception", "Throwable", "AssertionFailedError", "ExpectationFailedException", "Error"}
    ),
    "ruby": frozenset(
        {"Exception", "Minitest::Assertion", "RSpec::Expectations::ExpectationNotMetError", "Assertion"}
    ),
    "rust": frozenset(),
}
"""What a handler must name to catch a failed assertion too."""
