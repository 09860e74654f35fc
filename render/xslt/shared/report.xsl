<?xml version="1.0" encoding="UTF-8"?>
<!--
  First pass: the page model becomes a neutral document, which says what the
  report says, in which order and in which words, for every medium.

  Its elements (urn:x-ilo:document:1):
    document   exercise (label, word)?, remark (name)*, front, section*
    exercise   what every part must say when nothing in it is real
    remark     what stands under a table or chart that has that name in it
    front      line (kind), facts
    section    id, title, kind (chapter, host, annex), blocks and sections
    blocks     p, note (kind), list/item, facts/fact (label), tiles/tile (label),
               findings/finding (sign), table, chart, quote, open (label)
    table      id, title, subtitle, kind; col (kind), head/row/cell,
               body/row (kind)/cell (head), foot/p
    chart      id, title, subtitle, desc; drawing (panels and marks), foot/p
    quote      xml:lang, by; text as it was contributed
    inline     figure (id, value), ci, none, ref (to), link (to), b, em, code,
               said (xml:lang)
  render/document.c numbers it and resolves its references before the second
  pass.  Nothing is added up here: figures come by id from statistics.xml, the
  rest from the page model.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p d ilo">

  <xsl:include href="numbers.xsl"/>
  <xsl:include href="tables.xsl"/>
  <xsl:include href="statements.xsl"/>
  <xsl:include href="front.xsl"/>
  <xsl:include href="scope.xsl"/>
  <xsl:include href="networks.xsl"/>
  <xsl:include href="meetings.xsl"/>
  <xsl:include href="situation.xsl"/>
  <xsl:include href="statistics.xsl"/>
  <xsl:include href="analyses.xsl"/>
  <xsl:include href="hosts.xsl"/>
  <xsl:include href="assessment.xsl"/>
  <xsl:include href="annexes.xsl"/>
  <xsl:include href="provenance.xsl"/>

  <xsl:strip-space elements="p:* n:networks n:network n:field n:entry n:record c:*"/>

  <xsl:key name="figure" match="s:figure" use="@id"/>
  <xsl:key name="result" match="s:result" use="@id"/>
  <xsl:key name="source" match="n:source" use="@id"/>
  <xsl:key name="network" match="n:network" use="@host"/>
  <xsl:key name="field" match="n:field" use="@id"/>
  <xsl:key name="host-field" match="n:field" use="concat(../@host, ' ', @id)"/>
  <xsl:key name="coverage" match="s:coverage/s:host" use="@code"/>
  <xsl:key name="deployed" match="p:deployment/p:host" use="@code"/>
  <xsl:key name="meeting" match="p:meetings/p:meeting" use="@host"/>
  <xsl:key name="addressed" match="n:field[@id = 'C-b']/n:entry/n:record[n:text]" use="@addressee"/>
  <xsl:key name="state" match="n:scope/n:state" use="@code"/>
  <xsl:key name="code" match="c:code" use="concat(../@id, ' ', @id)"/>

  <xsl:variable name="page" select="/p:page"/>
  <xsl:variable name="networks" select="$page/n:networks"/>
  <xsl:variable name="statistics" select="$page/s:statistics"/>
  <xsl:variable name="scope" select="$networks/n:scope"/>
  <xsl:variable name="regime" select="string($scope/@regime)"/>
  <xsl:variable name="now" select="string($page/@semester)"/>
  <xsl:variable name="previous" select="string($page/@previous)"/>
  <xsl:variable name="year" select="string($page/@year)"/>
  <xsl:variable name="reporting" select="$page/p:reporting"/>
  <xsl:variable name="exercise" select="boolean($reporting/@exercise)"/>
  <!-- states: also from states; agency: from an agency alone; none -->
  <xsl:variable name="basis">
    <xsl:choose>
      <xsl:when test="$reporting/@from-states &gt; 0">states</xsl:when>
      <xsl:when test="$reporting/@from-agencies &gt; 0">agency</xsl:when>
      <xsl:otherwise>none</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="marking">
    <xsl:for-each select="$networks/n:sources/n:source[@marking][@fate='in-force']">
      <xsl:sort select="ilo:property('markings', @marking, 'rank')" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="@marking"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <xsl:variable name="title">
    <xsl:choose>
      <xsl:when test="$exercise"><xsl:value-of select="ilo:text('exercise.title', ilo:property('regimes', $regime, 'output_title'))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:property('regimes', $regime, 'output_title')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <document xml:lang="{$page/@lang}" semester="{$now}" known-at="{$networks/@known-at}"
        title="{$title}"
        subtitle="{ilo:text('title.subtitle', ilo:period($now))}"
        contents="{ilo:text('contents')}" skip="{ilo:text('skip')}"
        home="{ilo:text('home')}" marking="{$marking}">
      <xsl:if test="$exercise">
        <exercise label="{ilo:text('exercise.label')}" word="{ilo:text('exercise.word')}"><xsl:value-of select="ilo:text('exercise.text')"/></exercise>
      </xsl:if>
      <xsl:for-each select="/p:page/c:codelist[@id = 'countries']/c:code[c:property/@name = 'footnote']">
        <remark name="{ilo:country(@id)}"><xsl:value-of select="ilo:property('countries', @id, 'footnote')"/></remark>
      </xsl:for-each>
      <xsl:call-template name="front"/>
      <xsl:call-template name="summary"/>
      <xsl:call-template name="scope"/>
      <xsl:call-template name="method"/>
      <xsl:call-template name="networks"/>
      <xsl:call-template name="situation"/>
      <xsl:call-template name="statistics"/>
      <xsl:call-template name="hosts"/>
      <xsl:call-template name="assessment"/>
      <xsl:call-template name="annex-tables"/>
      <xsl:call-template name="annex-deployment"/>
      <xsl:call-template name="annex-submissions"/>
      <xsl:call-template name="annex-definitions"/>
      <xsl:call-template name="annex-methods"/>
      <xsl:call-template name="annex-acts"/>
      <xsl:call-template name="annex-provenance"/>
    </document>
  </xsl:template>
</xsl:stylesheet>
