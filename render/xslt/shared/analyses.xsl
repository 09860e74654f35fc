<?xml version="1.0" encoding="UTF-8"?>
<!-- The results of the analyses: one section each in the chapter that
     codelists/analyses.xml names, its tables with their top rows; in full in the
     annex of tables.  Any analysis is laid out, known by name or not. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="s c p ilo">

  <!-- Those of one chapter; what no chapter claims is cross-country. -->
  <xsl:template name="analyses">
    <xsl:param name="chapter"/>
    <xsl:for-each select="$page/p:analyses/p:analysis[p:table]">
      <xsl:variable name="own" select="ilo:property('analyses', @name, 'chapter')"/>
      <xsl:if test="$own = $chapter or ($chapter = 'statistics' and $own = '')">
        <xsl:apply-templates select="." mode="section"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="p:analysis" mode="section">
    <section id="analysis-{@name}" title="{ilo:label('analyses', @name)}">
      <xsl:variable name="tells" select="ilo:text-or(concat('analysis.', @name), '')"/>
      <xsl:if test="$tells != ''"><p><xsl:value-of select="$tells"/></p></xsl:if>
      <xsl:apply-templates select="p:table" mode="analysis"><xsl:with-param name="top" select="true()"/></xsl:apply-templates>
    </section>
  </xsl:template>

  <xsl:template name="annex-analyses">
    <xsl:apply-templates select="$page/p:analyses/p:analysis/p:table[@rest &gt; 0]" mode="analysis"/>
  </xsl:template>

  <!-- ===== A table, its top rows or all of them ===== -->

  <xsl:template match="p:table" mode="analysis">
    <xsl:param name="top" select="false()"/>
    <xsl:variable name="results" select="key('result', p:group/p:row[@top or not($top)]/p:cell/@result)"/>
    <table>
      <xsl:apply-templates select="." mode="kind"/>
      <xsl:attribute name="id"><xsl:choose><xsl:when test="$top">t-</xsl:when><xsl:otherwise>a-</xsl:otherwise></xsl:choose><xsl:value-of select="@id"/></xsl:attribute>
      <xsl:attribute name="title"><xsl:apply-templates select="." mode="title"/></xsl:attribute>
      <xsl:attribute name="subtitle"><xsl:apply-templates select="." mode="subtitle"/></xsl:attribute>
      <xsl:choose>
        <xsl:when test="@form = 'list'"><xsl:call-template name="list"><xsl:with-param name="results" select="$results"/></xsl:call-template></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="grid-head"/>
          <body><xsl:apply-templates select="p:group"><xsl:with-param name="top" select="$top"/></xsl:apply-templates></body>
        </xsl:otherwise>
      </xsl:choose>
      <foot>
        <xsl:if test="$top and @rest &gt; 0"><p><xsl:value-of select="ilo:plural('analysis.rest', @rest)"/><xsl:text> </xsl:text><ref to="a-{@id}"/></p></xsl:if>
        <xsl:call-template name="analysis-foot"><xsl:with-param name="results" select="$results"/></xsl:call-template>
      </foot>
    </table>
  </xsl:template>

  <!-- Where columns are few, intervals stand beside their values. -->
  <xsl:template match="p:table" mode="kind">
    <xsl:attribute name="kind">figures<xsl:if test="@form = 'list' or not(p:measure[4])"> few</xsl:if></xsl:attribute>
  </xsl:template>

  <xsl:template match="p:table" mode="title">
    <xsl:choose>
      <xsl:when test="@indicator"><xsl:value-of select="ilo:text('table.analysis', ilo:label('analyses', ../@name), ilo:label('indicators', @indicator))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:label('analyses', ../@name)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "Routes, first half of 2024"; the subject itself where there is one. -->
  <xsl:template match="p:table" mode="subtitle">
    <xsl:variable name="about">
      <xsl:choose>
        <xsl:when test="@form = 'list'"><xsl:for-each select="p:group/p:row"><xsl:call-template name="subject"/></xsl:for-each></xsl:when>
        <xsl:when test="count(p:group) = 1"><xsl:for-each select="p:group"><xsl:call-template name="subjects"/></xsl:for-each></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$about != ''"><xsl:value-of select="ilo:text('what.short', $about, ilo:period($now))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:text('subtitle.period', ilo:period($now))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A row for each subject, a column for each measure; one for the number of
       observations where the results of a row share it and rows differ. -->
  <xsl:template name="grid-head">
    <col kind="head"/>
    <xsl:for-each select="p:measure"><col kind="number"/></xsl:for-each>
    <xsl:if test="@n = 'row'"><col kind="narrow"/></xsl:if>
    <head><row>
      <cell><xsl:value-of select="ilo:text('by.subject')"/></cell>
      <xsl:for-each select="p:measure"><cell kind="number"><xsl:call-template name="measure"><xsl:with-param name="id" select="@id"/></xsl:call-template></cell></xsl:for-each>
      <xsl:if test="@n = 'row'"><cell kind="number"><xsl:value-of select="ilo:text('col.n')"/></cell></xsl:if>
    </row></head>
  </xsl:template>

  <!-- Rows below the name of what they are, where there are several such. -->
  <xsl:template match="p:table/p:group">
    <xsl:param name="top"/>
    <xsl:variable name="rows" select="p:row[@top or not($top)]"/>
    <xsl:if test="../p:group[2] and p:row[2]">
      <row kind="group">
        <cell head="yes" span="{count(../p:measure) + 1 + count(../@n[. = 'row'])}">
          <xsl:choose>
            <xsl:when test="@indicator"><xsl:value-of select="ilo:label('indicators', @indicator)"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="subjects"/></xsl:otherwise>
          </xsl:choose>
        </cell>
      </row>
    </xsl:if>
    <xsl:for-each select="$rows">
      <row>
        <cell head="yes">
          <xsl:choose>
            <xsl:when test="../@indicator and not(../p:row[2])">
              <xsl:value-of select="ilo:label('indicators', ../@indicator)"/>
              <ci><xsl:call-template name="subject-link"/></ci>
            </xsl:when>
            <xsl:otherwise><xsl:call-template name="subject-link"/></xsl:otherwise>
          </xsl:choose>
        </cell>
        <xsl:call-template name="grid-cells"/>
      </row>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="grid-cells">
    <xsl:variable name="n" select="ancestor::p:table[1]/@n"/>
    <xsl:for-each select="p:cell">
      <cell kind="number"><xsl:call-template name="result-cell"><xsl:with-param name="n" select="$n = 'cell'"/></xsl:call-template></cell>
    </xsl:for-each>
    <xsl:if test="$n = 'row'"><cell kind="number"><xsl:value-of select="ilo:number(@n)"/></cell></xsl:if>
  </xsl:template>

  <!-- A row for each result, with the columns in which they have something to
       say; what is said of all of them stands in the foot. -->
  <xsl:template name="list">
    <xsl:param name="results"/>
    <xsl:param name="of" select="/.."/>
    <xsl:variable name="p" select="boolean($results[@p or @p-adjusted])"/>
    <xsl:variable name="n" select="boolean($results[@n != $results[1]/@n])"/>
    <xsl:variable name="verdict" select="boolean($results/@verdict)"/>
    <col kind="head"/><col kind="number"/>
    <xsl:if test="$p"><col kind="number"/></xsl:if>
    <xsl:if test="$n"><col kind="number"/></xsl:if>
    <xsl:if test="$verdict"><col kind="short"/></xsl:if>
    <head><row>
      <cell><xsl:value-of select="ilo:text('by.measure')"/></cell>
      <cell kind="number"><xsl:value-of select="ilo:text('col.value')"/></cell>
      <xsl:if test="$p"><cell kind="number"><xsl:value-of select="ilo:text('col.p')"/></cell></xsl:if>
      <xsl:if test="$n"><cell kind="number"><xsl:value-of select="ilo:text('col.n')"/></cell></xsl:if>
      <xsl:if test="$verdict"><cell><xsl:value-of select="ilo:text('col.verdict')"/></cell></xsl:if>
    </row></head>
    <body>
      <xsl:for-each select="descendant::*[@result]">
        <xsl:if test="self::p:item and not(@analysis = preceding-sibling::p:item[1]/@analysis)">
          <row kind="group"><cell head="yes" span="{2 + $p + $n + $verdict}"><xsl:value-of select="ilo:label('analyses', @analysis)"/></cell></row>
        </xsl:if>
        <xsl:apply-templates select="key('result', @result)" mode="row">
          <xsl:with-param name="of" select="$of"/>
          <xsl:with-param name="p" select="$p"/>
          <xsl:with-param name="n" select="$n"/>
          <xsl:with-param name="verdict" select="$verdict"/>
        </xsl:apply-templates>
      </xsl:for-each>
    </body>
  </xsl:template>

  <!-- of: the host country that the table is of; what else it is about then
       stands below the measure. -->
  <xsl:template match="s:result" mode="row">
    <xsl:param name="of"/>
    <xsl:param name="p"/>
    <xsl:param name="n"/>
    <xsl:param name="verdict"/>
    <row>
      <cell head="yes">
        <xsl:call-template name="measure"><xsl:with-param name="id" select="@measure"/></xsl:call-template>
        <xsl:if test="$of and (@indicator or @other or @by != 'total')"><ci><xsl:call-template name="particulars"><xsl:with-param name="of" select="$of"/></xsl:call-template></ci></xsl:if>
      </cell>
      <cell kind="number"><xsl:apply-templates select="." mode="value"/></cell>
      <xsl:if test="$p">
        <cell kind="number">
          <xsl:choose>
            <xsl:when test="@p-adjusted"><xsl:call-template name="p"><xsl:with-param name="p" select="@p-adjusted"/></xsl:call-template></xsl:when>
            <xsl:when test="@p"><xsl:call-template name="p"><xsl:with-param name="p" select="@p"/></xsl:call-template></xsl:when>
            <xsl:otherwise><none><xsl:value-of select="ilo:text('none.test')"/></none></xsl:otherwise>
          </xsl:choose>
        </cell>
      </xsl:if>
      <xsl:if test="$n"><cell kind="number"><xsl:value-of select="ilo:number(@n)"/></cell></xsl:if>
      <xsl:if test="$verdict">
        <cell>
          <xsl:choose>
            <xsl:when test="@verdict"><xsl:call-template name="verdict"><xsl:with-param name="verdict" select="@verdict"/></xsl:call-template></xsl:when>
            <xsl:otherwise><none><xsl:value-of select="ilo:text('none.verdict')"/></none></xsl:otherwise>
          </xsl:choose>
        </cell>
      </xsl:if>
    </row>
  </xsl:template>

  <!-- ===== What they say of one host country, in its chapter ===== -->

  <xsl:template match="p:host/p:analyses">
    <open><xsl:value-of select="ilo:text('host.analyses')"/></open>
    <xsl:apply-templates select="p:table" mode="host"/>
    <xsl:apply-templates select="p:list" mode="host"/>
  </xsl:template>

  <xsl:template match="p:table" mode="host">
    <xsl:variable name="code" select="../../@code"/>
    <table id="t-{$code}-{@id}" title="{ilo:text('table.analysis', ilo:country($code), ilo:label('analyses', @analysis))}" subtitle="{ilo:text('subtitle.period', ilo:period($now))}">
      <xsl:apply-templates select="." mode="kind"/>
      <xsl:call-template name="grid-head"/>
      <body>
        <xsl:for-each select="p:row">
          <row>
            <cell head="yes"><xsl:for-each select="key('result', p:cell[@result][1]/@result)"><xsl:call-template name="particulars"><xsl:with-param name="of" select="$code"/></xsl:call-template></xsl:for-each></cell>
            <xsl:call-template name="grid-cells"/>
          </row>
        </xsl:for-each>
      </body>
      <foot><xsl:call-template name="analysis-foot"><xsl:with-param name="results" select="key('result', p:row/p:cell/@result)"/></xsl:call-template></foot>
    </table>
  </xsl:template>

  <!-- Of what makes no table of its own. -->
  <xsl:template match="p:list[p:item]" mode="host">
    <xsl:variable name="code" select="../../@code"/>
    <xsl:variable name="results" select="key('result', p:item/@result)"/>
    <table id="t-{$code}-analyses" kind="figures few" title="{ilo:text('table.host-analyses', ilo:country($code))}" subtitle="{ilo:text('subtitle.period', ilo:period($now))}">
      <xsl:call-template name="list"><xsl:with-param name="results" select="$results"/><xsl:with-param name="of" select="$code"/></xsl:call-template>
      <foot><xsl:call-template name="analysis-foot"><xsl:with-param name="results" select="$results"/></xsl:call-template></foot>
    </table>
  </xsl:template>
  <xsl:template match="p:list" mode="host"/>

  <!-- "Asylum applications, Western Balkan route": all of the subject but the
       host country. -->
  <xsl:template name="particulars">
    <xsl:param name="of"/>
    <xsl:variable name="other">
      <xsl:choose>
        <xsl:when test="@other = ilo:property('measures', @measure, 'dimension')"/>
        <xsl:when test="@other = $of and @by = 'host'"><xsl:value-of select="@code"/></xsl:when>
        <xsl:when test="@other = $of"><xsl:value-of select="@host"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@other"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="@indicator"><xsl:value-of select="ilo:label('indicators', @indicator)"/></xsl:if>
    <xsl:if test="@by != 'host' and (@code or @by != 'total')">
      <xsl:if test="@indicator">, </xsl:if>
      <xsl:choose>
        <xsl:when test="@code and @code != '_T'"><xsl:call-template name="category"><xsl:with-param name="by" select="@by"/><xsl:with-param name="code" select="@code"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:text(concat('subjects.over.', @by))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="$other != ''">
      <xsl:if test="@indicator or (@code and @by != 'host')"> – </xsl:if>
      <xsl:call-template name="other"><xsl:with-param name="code" select="$other"/><xsl:with-param name="by" select="@by"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@period != $now"><xsl:text>, </xsl:text><xsl:value-of select="ilo:period(@period, 'short')"/></xsl:if>
  </xsl:template>

  <!-- ===== Cells ===== -->

  <!-- A measure that the codelist does not know is shown as one. -->
  <xsl:template name="measure">
    <xsl:param name="id"/>
    <xsl:variable name="label" select="ilo:label('measures', $id)"/>
    <xsl:choose>
      <xsl:when test="ilo:property('measures', $id, 'analysis') = ''"><xsl:value-of select="ilo:text('measure.unknown', $id)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$label"/></xsl:otherwise>
    </xsl:choose>
    <xsl:variable name="dimension" select="ilo:property('measures', $id, 'dimension')"/>
    <xsl:if test="$dimension != ''"><ci><xsl:value-of select="ilo:text-or(concat('dimension.', $dimension), translate($dimension, '-', ' '))"/></ci></xsl:if>
  </xsl:template>

  <!-- n: whether to say how many observations it is made from. -->
  <xsl:template name="result-cell">
    <xsl:param name="n"/>
    <xsl:variable name="r" select="key('result', @result)"/>
    <xsl:choose>
      <xsl:when test="not($r)"><none><xsl:value-of select="ilo:text('none.result')"/></none></xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="$r" mode="value"/>
        <xsl:if test="$r/@verdict or $r/@p or $r/@p-adjusted"><ci><xsl:for-each select="$r"><xsl:call-template name="judgement"/></xsl:for-each></ci></xsl:if>
        <xsl:if test="$n"><ci><xsl:value-of select="ilo:text('n', ilo:number($r/@n))"/></ci></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="s:result" mode="value">
    <xsl:variable name="factor"><xsl:choose><xsl:when test="@unit = 'share'">100</xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="@state = 'value'">
        <xsl:variable name="digits">
          <xsl:choose><xsl:when test="@unit = 'share'">1</xsl:when><xsl:otherwise><xsl:value-of select="ilo:digits(@value, @upper)"/></xsl:otherwise></xsl:choose>
        </xsl:variable>
        <xsl:variable name="number" select="ilo:number(@value * $factor, $digits)"/>
        <figure id="{@id}" value="{@value}">
          <xsl:call-template name="flag"/>
          <xsl:choose>
            <xsl:when test="@unit = 'share'"><xsl:value-of select="ilo:text('percent', $number)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$number"/></xsl:otherwise>
          </xsl:choose>
        </figure>
        <xsl:if test="@upper">
          <xsl:variable name="upper"><xsl:choose><xsl:when test="@upper = 'INF'">INF</xsl:when><xsl:otherwise><xsl:value-of select="@upper * $factor"/></xsl:otherwise></xsl:choose></xsl:variable>
          <xsl:variable name="form"><xsl:choose><xsl:when test="@lower &lt; 0">interval.signed</xsl:when><xsl:otherwise>interval</xsl:otherwise></xsl:choose></xsl:variable>
          <ci><xsl:value-of select="ilo:text($form, ilo:number(@lower * $factor, $digits), ilo:number($upper, $digits))"/></ci>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "rise, p < 0.001" -->
  <xsl:template name="judgement">
    <xsl:if test="@verdict">
      <xsl:call-template name="verdict"><xsl:with-param name="verdict" select="@verdict"/></xsl:call-template>
      <xsl:if test="@p or @p-adjusted">, </xsl:if>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="@p-adjusted"><xsl:call-template name="p"><xsl:with-param name="p" select="@p-adjusted"/><xsl:with-param name="of">p-adjusted</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:when test="@p"><xsl:call-template name="p"><xsl:with-param name="p" select="@p"/><xsl:with-param name="of">p</xsl:with-param></xsl:call-template></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="verdict">
    <xsl:param name="verdict"/>
    <xsl:value-of select="ilo:text-or(concat('result.', $verdict), translate($verdict, '-', ' '))"/>
  </xsl:template>

  <!-- "0.012", "< 0.001"; with the name of it in front where one is given. -->
  <xsl:template name="p">
    <xsl:param name="p"/>
    <xsl:param name="of"/>
    <xsl:variable name="form"><xsl:choose><xsl:when test="$p &lt; 0.001">less</xsl:when><xsl:otherwise>value</xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:variable name="number"><xsl:choose><xsl:when test="$p &lt; 0.001"><xsl:value-of select="ilo:number(0.001, 3)"/></xsl:when><xsl:otherwise><xsl:value-of select="ilo:number($p, 3)"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="$of"><xsl:value-of select="ilo:text(concat($of, '.', $form), $number)"/></xsl:when>
      <xsl:when test="$form = 'less'"><xsl:value-of select="ilo:text('less', $number)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$number"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== Subjects ===== -->

  <!-- What the rows of a group are. -->
  <xsl:template name="subjects">
    <xsl:choose>
      <xsl:when test="@coded and @host = '*'"><xsl:value-of select="ilo:text('what.short', ilo:text('subjects.host'), ilo:text(concat('subjects.', @by)))"/></xsl:when>
      <xsl:when test="@coded"><xsl:value-of select="ilo:text(concat('subjects.', @by))"/></xsl:when>
      <xsl:otherwise>
        <xsl:choose>
          <xsl:when test="@host = '*'"><xsl:value-of select="ilo:text('subjects.host')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="ilo:text('subjects.all')"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@by != 'total'">, <xsl:value-of select="ilo:text(concat('subjects.over.', @by))"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@paired"><xsl:text>, </xsl:text><xsl:value-of select="ilo:text-or(concat('subjects.paired.', ancestor::p:analysis/@name), ilo:text('subjects.paired'))"/></xsl:if>
  </xsl:template>

  <!-- A host country leads to its chapter. -->
  <xsl:template name="subject-link">
    <xsl:choose>
      <xsl:when test="$page/p:host[@code = current()/@host] and not(@code[. != '_T']) and not(@other)"><link to="host-{@host}"><xsl:call-template name="subject"/></link></xsl:when>
      <xsl:otherwise><xsl:call-template name="subject"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "Syria", "Syria, Western Balkan route", "Syria – Egypt". -->
  <xsl:template name="subject">
    <xsl:choose>
      <xsl:when test="@host and @host != '_T'"><xsl:value-of select="ilo:country(@host)"/></xsl:when>
      <xsl:when test="not(@code) or @code = '_T'"><xsl:value-of select="ilo:text('subjects.all')"/></xsl:when>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@code = '_T'">, <xsl:value-of select="ilo:text(concat('subjects.over.', @by))"/></xsl:when>
      <xsl:when test="@code">
        <xsl:if test="@host and @host != '_T'">, </xsl:if>
        <xsl:call-template name="category"><xsl:with-param name="by" select="@by"/><xsl:with-param name="code" select="@code"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
    <xsl:if test="@other">
      <xsl:text> – </xsl:text>
      <xsl:call-template name="other"><xsl:with-param name="code" select="@other"/><xsl:with-param name="by" select="@by"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@period != $now"><xsl:text>, </xsl:text><xsl:value-of select="ilo:period(@period, 'short')"/></xsl:if>
  </xsl:template>

  <!-- The second of a pair is of the first one's kind, or a country, an
       indicator, a route, a month; or a word of its own. -->
  <xsl:template name="other">
    <xsl:param name="code"/>
    <xsl:param name="by"/>
    <xsl:variable name="own"><xsl:call-template name="category"><xsl:with-param name="by" select="$by"/><xsl:with-param name="code" select="$code"/></xsl:call-template></xsl:variable>
    <xsl:variable name="indicator" select="ilo:label('indicators', $code)"/>
    <xsl:variable name="route" select="ilo:label('routes', $code)"/>
    <xsl:variable name="form" select="translate($code, '0123456789', '##########')"/>
    <xsl:choose>
      <xsl:when test="$own != $code"><xsl:value-of select="$own"/></xsl:when>
      <xsl:when test="$indicator != $code"><xsl:value-of select="$indicator"/></xsl:when>
      <xsl:when test="$route != $code"><xsl:value-of select="$route"/></xsl:when>
      <xsl:when test="$form = '####-##' or $form = '####-S#'"><xsl:value-of select="ilo:period($code, 'short')"/></xsl:when>
      <xsl:when test="$form = $code"><xsl:value-of select="ilo:text-or(concat('other.', $code), translate($code, '-', ' '))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$code"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== Foot: counted in what, made how, from how much ===== -->

  <xsl:template name="analysis-foot">
    <xsl:param name="results"/>
    <p>
      <xsl:for-each select="/p:page/c:codelist[@id = 'units']/c:code[@id = $results/@unit]">
        <xsl:value-of select="ilo:text('foot.unit', ilo:label('units', @id))"/><xsl:text> </xsl:text>
      </xsl:for-each>
      <xsl:call-template name="observations"><xsl:with-param name="results" select="$results"/></xsl:call-template>
      <xsl:if test="$results[@upper][ilo:property('measures', @measure, 'brackets') = '']"><xsl:text> </xsl:text><xsl:value-of select="ilo:text('foot.interval', ilo:number($statistics/s:parameters/@confidence * 100))"/></xsl:if>
      <xsl:for-each select="/p:page/c:codelist[@id = 'measures']/c:code[c:property[@name = 'brackets']][@id = $results[@upper]/@measure]">
        <xsl:variable name="brackets" select="c:property[@name = 'brackets']"/>
        <xsl:if test="not(preceding-sibling::c:code[@id = $results[@upper]/@measure]/c:property[@name = 'brackets'][. = $brackets])">
          <xsl:text> </xsl:text><xsl:value-of select="ilo:text(concat('foot.brackets.', $brackets))"/>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="@tested and $results/@p-adjusted"><xsl:text> </xsl:text><xsl:value-of select="ilo:plural('foot.tested', @tested)"/></xsl:if>
      <xsl:if test="not($results[@p or @p-adjusted])"><xsl:text> </xsl:text><xsl:value-of select="ilo:text('foot.untested')"/></xsl:if>
      <xsl:if test="not($results/@verdict)"><xsl:text> </xsl:text><xsl:value-of select="ilo:text('foot.unjudged')"/></xsl:if>
    </p>
    <xsl:variable name="methods" select="/p:page/c:codelist[@id = 'methods']/c:code[@id = $results/@method]"/>
    <xsl:if test="$methods">
      <p>
        <xsl:value-of select="ilo:text('foot.methods')"/>
        <xsl:for-each select="$methods">
          <xsl:if test="position() &gt; 1">;</xsl:if>
          <xsl:text> </xsl:text><xsl:value-of select="ilo:label('methods', @id)"/>
        </xsl:for-each>
        <xsl:text>.</xsl:text>
      </p>
    </xsl:if>
    <xsl:call-template name="flags"><xsl:with-param name="figures" select="$results"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="observations">
    <xsl:param name="results"/>
    <xsl:variable name="least"><xsl:for-each select="$results"><xsl:sort select="@n" data-type="number"/><xsl:if test="position() = 1"><xsl:value-of select="@n"/></xsl:if></xsl:for-each></xsl:variable>
    <xsl:variable name="most"><xsl:for-each select="$results"><xsl:sort select="@n" data-type="number" order="descending"/><xsl:if test="position() = 1"><xsl:value-of select="@n"/></xsl:if></xsl:for-each></xsl:variable>
    <xsl:choose>
      <xsl:when test="$least = $most"><xsl:value-of select="ilo:plural('foot.n', $least)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:text('foot.n.range', ilo:number($least), ilo:number($most))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
