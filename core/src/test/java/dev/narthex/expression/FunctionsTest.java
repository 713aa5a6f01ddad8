package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each function against its documentation, and against what it leaves open.
final class FunctionsTest {

    @ParameterizedTest
    @DisplayName("Okta Expression Language, string functions")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            String.append("This is", " a test")                      => 'This is a test'
            String.append("a", user.missing)                         => 'a'
            String.append(user.missing, user.missing)                => nothing
            String.append("a", 5)                                    => 'a5'
            String.append("a", {1})                                  => failed: String.append: argument 2 must be a text, and is a list
            String.join(",", "This", "is", "a", "test")              => 'This,is,a,test'
            String.join("", "This", "is", "a", "test")               => 'Thisisatest'
            String.join(" ", user.firstName, user.missing, 'B')      => 'Ada B'
            String.join(",")                                         => ''
            String.len("This")                                       => 4
            String.len(user.missing)                                 => 0
            String.removeSpaces("This is a test")                    => 'Thisisatest'
            String.replace("This is a test", "is", "at")             => 'That at a test'
            String.replace("a.b", ".", "$0")                         => 'a$0b'
            String.replace("abc", "", "x")                           => 'abc'
            String.replaceFirst("This is a test", "is", "at")        => 'That is a test'
            String.replaceFirst("a.b", ".", "x")                     => 'axb'
            String.replaceFirst("abc", "z", "x")                     => 'abc'
            String.startsWith("This is", "This")                     => true
            String.startsWith("This is", "is")                       => false
            String.startsWith(user.missing, "x")                     => false
            String.stringContains("This is a test", "test")          => true
            String.stringContains("This is a test", "doesn'tExist")  => false
            String.stringContains(user.missing, "")                  => false
            String.stringSwitch("This is a test", "default", "key1", "value1")   => 'default'
            String.stringSwitch("This is a test", "default", "test", "value1")   => 'value1'
            String.stringSwitch("First match wins", "default", "absent", "value1", "wins", "value2", "match", "value3") => 'value2'
            String.stringSwitch("Substrings count", "default", "ring", "value1") => 'value1'
            String.stringSwitch(user.missing, "default", "a", "b")   => 'default'
            String.substring("This is a test", 2, 9)                 => 'is is a'
            String.substring("Ada", 1, 99)                           => 'da'
            String.substring("Ada", -5, 2)                           => 'Ad'
            String.substring("Ada", 5, 9)                            => ''
            String.substring("Ada", 2, 1)                            => ''
            String.substring(user.missing, 0, 1)                     => nothing
            String.substring("Ada", "0", 1)                          => failed: String.substring: argument 2 must be a whole number, and is a text
            String.substringAfter("abc@okta.com", "@")               => 'okta.com'
            String.substringAfter("abc", "@")                        => ''
            String.substringBefore("abc@okta.com", "@")              => 'abc'
            String.substringBefore("abc", "@")                       => 'abc'
            String.toUpperCase("This")                               => 'THIS'
            String.toLowerCase("ThiS")                               => 'this'
            String.toUpperCase(user.missing)                         => nothing
            """)
    void texts(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, deprecated functions without a prefix")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            toUpperCase('Alexander')                => 'ALEXANDER'
            toLowerCase('AlexANDER')                => 'alexander'
            substringBefore('alex@okta.com', '@')   => 'alex'
            substringAfter('alex@okta.com', '@')    => 'okta.com'
            substring('Alexander', 1, 4)            => 'lex'
            toLowerCase(substring(user.firstName, 0, 1)) + "." + toLowerCase(user.lastName) => 'a.byron'
            toUpperCase(substringBefore( substringAfter(user.email, "@"), ".")) + "\\" + substringBefore( user.email, "@") => 'EXAMPLE\\ada.byron'
            """)
    void oldNames(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, array functions")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Arrays.add({10, 20, 30}, 40)              => [10, 20, 30, 40]
            Arrays.add(NULL, 'a')                     => ['a']
            Arrays.add(Arrays.toCsvString({}), 'a')   => ['a']
            Arrays.remove({10, 20, 30}, 20)           => [10, 30]
            Arrays.remove(user.csv, 'b')              => ['a', 'c']
            Arrays.clear({10, 20, 30})                => []
            Arrays.get({0, 1, 2}, 0)                  => 0
            Arrays.get({0, 1, 2}, 3)                  => nothing
            Arrays.get({0, 1, 2}, -1)                 => nothing
            Arrays.get(user.csv, 2)                   => 'c'
            Arrays.flatten(10, {20, 30}, 40)          => [10, 20, 30, 40]
            Arrays.flatten({1, {2, {3}}}, NULL)       => [1, 2, 3]
            Arrays.contains({10, 20, 30}, 10)         => true
            Arrays.contains({10, 20, 30}, 50)         => false
            Arrays.contains(access.scope, 'openid')   => true
            Arrays.contains(NULL, 'openid')           => false
            Arrays.size({10, 20, 30})                 => 3
            Arrays.size(NULL)                         => 0
            Arrays.size(user.csv)                     => 3
            Arrays.isEmpty({10, 20})                  => false
            Arrays.isEmpty(NULL)                      => true
            Arrays.isEmpty('')                        => true
            Arrays.toCsvString({"This", "is", " a ", "test"}) => 'This,is, a ,test'
            Arrays.toCsvString(NULL)                  => nothing
            Arrays.toCsvString({1, true})             => '1,true'
            Arrays.size(5)                            => failed: Arrays.size: argument 1 must be a list, and is a number
            """)
    void arrays(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, conversion functions")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Convert.toInt('1234')          => 1234
            Convert.toInt(123.4)           => 123
            Convert.toInt(123.6)           => 124
            Convert.toInt(-123.6)          => -124
            Convert.toInt(' 7 ')           => 7
            Convert.toInt(NULL)            => nothing
            Convert.toInt('seven')         => failed: Convert.toInt: the text is no number
            Convert.toInt('1e9')           => failed: Convert.toInt: the text is no number
            Convert.toInt('99999999999999999999') => failed: Convert.toInt: the number is too large
            Convert.toNum('3.141')         => 3.141
            Convert.toNum('3')             => 3.0
            Convert.toNum('NaN')           => failed: Convert.toNum: the text is no number
            Iso3166Convert.toAlpha2("IND") => 'IN'
            Iso3166Convert.toAlpha3("840") => 'USA'
            Iso3166Convert.toNumeric("USA") => '840'
            Iso3166Convert.toName("IN")    => 'India'
            Iso3166Convert.toAlpha2("de")  => 'DE'
            Iso3166Convert.toAlpha2(4)     => 'AF'
            Iso3166Convert.toName("004")   => 'Afghanistan'
            Iso3166Convert.toName("XX")    => nothing
            Iso3166Convert.toName("")      => nothing
            Iso3166Convert.toName(NULL)    => nothing
            """)
    void conversions(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @Test
    @DisplayName("The table of numeric country codes has each country that the JDK knows, once")
    void countries() {
        for (String two : Locale.getISOCountries()) {
            String three = Locale.of("", two).getISO3Country();
            assertEquals(
                    "'" + three + "'",
                    Ada.evaluate("Iso3166Convert.toAlpha3(Iso3166Convert.toNumeric('" + two + "'))"),
                    two);
        }
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, group functions that answer yes or no")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            isMemberOfGroup("00g2")                       => true
            isMemberOfGroup("00g9")                       => false
            isMemberOfGroup(user.missing)                 => false
            isMemberOfAnyGroup("00g9", "00g4")            => true
            isMemberOfAnyGroup("00g8", "00g9")            => false
            isMemberOfGroupName("West Coast")             => true
            isMemberOfGroupName("West")                   => false
            isMemberOfGroupNameStartsWith("West")         => true
            isMemberOfGroupNameStartsWith("Coast")        => false
            isMemberOfGroupNameContains("Coast")          => true
            isMemberOfGroupNameContains("North")          => false
            isMemberOfGroupNameRegex(".*Coast.*")         => true
            isMemberOfGroupNameRegex("Coast")             => false
            isMemberOfGroupNameRegex(".*" + user.lastName) => false
            isMemberOfGroupNameRegex("(" + user.lastName) => failed: the pattern is malformed at position 0
            """)
    void memberships(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, group functions that list groups")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Groups.startsWith("OKTA", "West", 10)         => ['West Coast', 'West Admins']
            Groups.startsWith("OKTA", "West", 1)          => ['West Coast']
            Groups.contains("OKTA", "Coast", 100)         => ['West Coast']
            Groups.endsWith("OKTA", "Admins", 100)        => ['West Admins']
            Groups.startsWith("OKTA", "North", 10)        => nothing
            Groups.startsWith("active_directory", "West", 10) => nothing
            Groups.startsWith("OKTA", "West", 101)        => failed: Groups.startsWith: the limit is from 1 to 100
            Groups.startsWith("OKTA", "West", 0)          => failed: Groups.startsWith: the limit is from 1 to 100
            getFilteredGroups({"00g2", "00g4", "00g9"}, "group.name", 40)  => ['West Coast', 'East']
            getFilteredGroups({"00g2"}, "group.id", 40)   => ['00g2']
            getFilteredGroups({"00g2", "00g4"}, "group.name", 1)  => ['West Coast']
            getFilteredGroups({"00g2"}, "'x' + group.profile.name + user.firstName", 40)  => ['xWest CoastAda']
            getFilteredGroups({"00g9"}, "group.name", 40) => nothing
            user.getGroups({'group.id': {'00g2', '00g4'}}).![name]  => ['West Coast', 'East']
            user.getGroups({'group.profile.name': 'West', 'operator': 'STARTS_WITH'}).![id]  => ['00g2', '00g3']
            user.getGroups({'group.profile.name': 'West', 'operator': 'EXACT'}).![id]  => []
            user.getGroups({'group.profile.name': 'East'}).![id]  => ['00g4']
            user.getGroups({'group.type': 'OKTA_GROUP'}, {'group.profile.name': 'E', 'operator': 'STARTS_WITH'}).![name]  => ['East']
            user.getGroups({'group.source.id': '0oa1'}).![name]   => []
            user.getGroups({'group.size': 5})             => failed: user.getGroups: a criterion is about one of group.id, group.type, group.source.id, group.profile.name
            user.getGroups({'group.id': 'x', 'operator': 'LIKE'})  => failed: user.getGroups: the operator is EXACT or STARTS_WITH
            user.getGroups('West')                        => failed: user.getGroups: argument 1 must be an object such as {'group.id': 'the id'}, and is a text
            Arrays.isEmpty(Arrays.toCsvString(Groups.startsWith("active_directory","West",10))) ? Groups.startsWith("OKTA","West",10) : Arrays.flatten(Groups.startsWith("OKTA","West",10), Groups.startsWith("active_directory","West",10)) => ['West Coast', 'West Admins']
            """)
    void groups(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }

    @ParameterizedTest
    @DisplayName("Okta Expression Language, time functions")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            Time.now()                                        => '2015-07-31T17:18:37.979Z'
            Time.now("EST")                                   => '2015-07-31T13:18:37.979-04:00'
            Time.now("Asia/Tokyo")                            => '2015-08-01T02:18:37.979+09:00'
            Time.now("EST", "YYYY-MM-dd HH:mm:ss")            => '2015-07-31 13:18:37'
            Time.now(null, "yyyy")                            => '2015'
            Time.now("Mars/Olympus")                          => failed: Time.now: there is no such time zone, or the format does not fit a time
            Time.fromUnixToIso8601("1438363117")              => '2015-07-31T17:18:37.000Z'
            Time.fromUnixToIso8601(1438363117)                => '2015-07-31T17:18:37.000Z'
            Time.fromUnixToIso8601("soon")                    => failed: Time.fromUnixToIso8601: the text is no such time
            Time.fromIso8601ToUnix("2015-07-31T17:18:37.979Z") => '1438363117'
            Time.fromIso8601ToUnix("2015-07-31T13:18:37-04:00")  => '1438363117'
            Time.fromIso8601ToUnix("1970-01-01")              => '0'
            Time.fromIso8601ToUnix(user.missing)              => nothing
            Time.fromWindowsToIso8601("130828367170000000")   => '2015-07-31T17:18:37.000Z'
            Time.fromWindowsToIso8601("0")                    => '1601-01-01T00:00:00.000Z'
            Time.fromIso8601ToWindows("2015-07-31T17:18:37Z") => '130828367170000000'
            Time.fromStringToIso8601("31.07.2015 17:18", "dd.MM.yyyy HH:mm")  => '2015-07-31T17:18:00.000Z'
            Time.fromStringToIso8601("20150731", "yyyyMMdd")  => '2015-07-31T00:00:00.000Z'
            Time.fromStringToIso8601("2015-07-31 13:18 -0400", "yyyy-MM-dd HH:mm Z")  => '2015-07-31T17:18:00.000Z'
            Time.fromStringToIso8601("17:18", "HH:mm")        => failed: Time.fromStringToIso8601: the text is no such time
            Time.fromStringToIso8601("x", "yyyy-QQ")          => failed: a time format has no letter Q
            Time.fromStringToIso8601("x", "yyyy'")            => failed: a time format has a letter too often, or lacks a quotation mark
            Time.fromIso8601ToString("2015-07-31T17:18:37Z", "EEE, d MMM YYYY h:mm a ZZ")  => 'Fri, 31 Jul 2015 5:18 PM +00:00'
            Time.fromIso8601ToString("2015-07-31T17:18:37Z", "EEEE 'at' x-w-e")  => 'Friday at 2015-31-5'
            Time.fromIso8601ToString("2015-07-31T17:18:37Z", user.missing)  => failed: a time format has 1 to 100 characters
            """)
    void times(String expression, String value) {
        assertEquals(value, Ada.evaluate(expression));
    }
}
