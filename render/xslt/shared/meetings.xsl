<?xml version="1.0" encoding="UTF-8"?>
<!-- Meetings as render/page_meetings.c reconciled them: each once, what all
     told without a name to it, what some told with theirs. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n p ilo">

  <xsl:template name="meetings">
    <xsl:variable name="meetings" select="$page/p:meetings"/>
    <section id="meetings" title="{ilo:label('fields', 'A4')}">
      <xsl:choose>
        <xsl:when test="$meetings/p:meeting">
          <table id="t-meetings" kind="text" title="{ilo:text('table.meetings', ilo:plural('meetings', $meetings/@count), ilo:plural('contributors', $meetings/@contributors))}" subtitle="{ilo:text('table.meetings.sub', ilo:period($now))}">
            <col kind="head"/><col kind="short"/><col kind="short"/><col kind="short"/><col kind="short"/><col kind="short"/><col kind="text"/>
            <head><row>
              <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.date')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.convener')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.commission')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.participants')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.told-by')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.topics')"/></cell>
            </row></head>
            <body>
              <xsl:for-each select="$meetings/p:meeting">
                <xsl:sort select="ilo:sort-key(ilo:country(@host))"/>
                <xsl:sort select="@date"/>
                <row>
                  <cell head="yes"><link to="host-{@host}"><xsl:value-of select="ilo:country(@host)"/></link></cell>
                  <cell><xsl:value-of select="ilo:period(@date)"/></cell>
                  <cell><xsl:value-of select="ilo:country(@convener)"/></cell>
                  <cell><xsl:call-template name="told"><xsl:with-param name="name">commission</xsl:with-param></xsl:call-template></cell>
                  <cell><xsl:call-template name="told"><xsl:with-param name="name">participant</xsl:with-param></xsl:call-template></cell>
                  <cell><xsl:call-template name="state-codes"><xsl:with-param name="codes" select="@by"/></xsl:call-template></cell>
                  <cell><xsl:call-template name="topics"><xsl:with-param name="most">120</xsl:with-param></xsl:call-template></cell>
                </row>
              </xsl:for-each>
            </body>
            <foot><p><xsl:value-of select="ilo:text('meetings.foot')"/></p></foot>
          </table>
        </xsl:when>
        <xsl:otherwise><p kind="nothing"><xsl:value-of select="ilo:text('nothing')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- The meetings of one host country in full; context: its field A4. -->
  <xsl:template name="host-meetings">
    <xsl:param name="host"/>
    <xsl:for-each select="key('meeting', $host)">
      <statement>
        <by><xsl:value-of select="ilo:period(@date)"/></by>
        <p>
          <xsl:value-of select="ilo:text('meeting.convened', ilo:country(@convener))"/>
          <xsl:text> (</xsl:text>
          <xsl:call-template name="told"><xsl:with-param name="name">convened-as</xsl:with-param></xsl:call-template>
          <xsl:text>). </xsl:text>
          <xsl:call-template name="told-line"><xsl:with-param name="name">place</xsl:with-param></xsl:call-template>
          <xsl:call-template name="told-line"><xsl:with-param name="name">commission</xsl:with-param></xsl:call-template>
          <xsl:call-template name="told-line"><xsl:with-param name="name">frontex</xsl:with-param></xsl:call-template>
          <xsl:call-template name="told-line"><xsl:with-param name="name">participant</xsl:with-param><xsl:with-param name="label">participants</xsl:with-param></xsl:call-template>
          <xsl:call-template name="told-line"><xsl:with-param name="name">invited</xsl:with-param></xsl:call-template>
          <xsl:value-of select="ilo:text('col.told-by')"/><xsl:text>: </xsl:text>
          <xsl:call-template name="state-codes"><xsl:with-param name="codes" select="@by"/></xsl:call-template>
          <xsl:text>.</xsl:text>
        </p>
        <xsl:call-template name="topics"><xsl:with-param name="most">2000</xsl:with-param></xsl:call-template>
      </statement>
    </xsl:for-each>
    <!-- what contributors wrote beside their meetings -->
    <xsl:for-each select="n:entry[n:text]">
      <statement>
        <by><xsl:value-of select="ilo:country(@reporter)"/></by>
        <xsl:apply-templates select="n:text" mode="quote"/>
      </statement>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="told-line">
    <xsl:param name="name"/>
    <xsl:param name="label" select="$name"/>
    <xsl:if test="p:told[@name = $name]">
      <xsl:value-of select="ilo:text(concat('meeting.', $label))"/>
      <xsl:text> </xsl:text>
      <xsl:call-template name="told"><xsl:with-param name="name" select="$name"/></xsl:call-template>
      <xsl:text>. </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- What was told under one name.  Lists grow together; of what can only be
       one way, two tellings are a contradiction, which is said. -->
  <xsl:template name="told">
    <xsl:param name="name"/>
    <xsl:variable name="list" select="$name = 'participant' or $name = 'invited'"/>
    <xsl:variable name="told" select="p:told[@name = $name]"/>
    <xsl:if test="not($list) and count($told) &gt; 1"><b><xsl:value-of select="ilo:text('meeting.disagree')"/></b><xsl:text> </xsl:text></xsl:if>
    <xsl:for-each select="$told">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="$list">, </xsl:when>
        <xsl:otherwise>; </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="$name = 'participant'"><xsl:value-of select="ilo:state-code(@value)"/></xsl:when>
        <xsl:when test="$name = 'place' or $name = 'invited'"><said><xsl:value-of select="@value"/></said></xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:text-or(concat('value.', @value), @value)"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="tellers"/>
    </xsl:for-each>
    <xsl:if test="not($told)"><none><xsl:value-of select="ilo:text('nothing')"/></none></xsl:if>
  </xsl:template>

  <xsl:template name="tellers">
    <xsl:if test="not(@all)">
      <xsl:text> (</xsl:text>
      <xsl:call-template name="state-codes"><xsl:with-param name="codes" select="@by"/></xsl:call-template>
      <xsl:text>)</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Topics told by the same contributors stand on one line. -->
  <xsl:template name="topics">
    <xsl:param name="most"/>
    <xsl:variable name="topics" select="p:told[@name = 'topic']"/>
    <xsl:for-each select="$topics[not(@by = preceding-sibling::p:told[@name = 'topic']/@by)]">
      <p>
        <xsl:for-each select="$topics[@by = current()/@by]">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <said xml:lang="{@lang}"><xsl:value-of select="ilo:excerpt(@value, $most)"/></said>
        </xsl:for-each>
        <xsl:call-template name="tellers"/>
      </p>
    </xsl:for-each>
    <xsl:if test="not($topics)"><p><none><xsl:value-of select="ilo:text('nothing')"/></none></p></xsl:if>
  </xsl:template>

  <xsl:template name="state-codes">
    <xsl:param name="codes"/>
    <xsl:value-of select="ilo:state-code(substring-before(concat($codes, ' '), ' '))"/>
    <xsl:if test="contains($codes, ' ')">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="state-codes"><xsl:with-param name="codes" select="substring-after($codes, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
