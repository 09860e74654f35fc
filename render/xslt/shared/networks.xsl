<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter on the networks: who is where, who works with whom, what was done. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="networks">
    <section id="networks" kind="chapter" title="{ilo:text('networks')}">
      <xsl:choose>
        <xsl:when test="$networks/n:network">
          <xsl:call-template name="deployment"/>
          <xsl:call-template name="arrangements"/>
          <xsl:call-template name="meetings"/>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A2</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A5</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A6</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A7</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A8</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A9</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A10</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A11</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A12</xsl:with-param></xsl:call-template>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">A13</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('networks.none')"/></p></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="analyses"><xsl:with-param name="chapter">networks</xsl:with-param></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template name="deployment">
    <xsl:variable name="d" select="$page/p:deployment"/>
    <section id="deployment" title="{ilo:text('deployment')}">
      <xsl:choose>
        <xsl:when test="$d/p:host">
          <p><xsl:value-of select="ilo:text('deployment.text', ilo:plural('officers', $d/@officers), ilo:plural('states', count($d/p:state)), ilo:plural('hosts', $d/@hosts))"/></p>
          <table id="t-deployment" kind="matrix" title="{ilo:text('table.deployment', ilo:plural('officers', $d/@officers), ilo:plural('hosts', $d/@hosts))}" subtitle="{ilo:text('table.deployment.sub', ilo:period($scope/@end))}">
            <col kind="head"/>
            <xsl:for-each select="$d/p:state"><col kind="tile"/></xsl:for-each>
            <col kind="narrow"/>
            <head><row>
              <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
              <xsl:for-each select="$d/p:state"><cell kind="tile" title="{ilo:country(@code)}"><xsl:value-of select="ilo:state-code(@code)"/></cell></xsl:for-each>
              <cell kind="number"><xsl:value-of select="ilo:text('total')"/></cell>
            </row></head>
            <body>
              <xsl:for-each select="$d/p:host">
                <xsl:sort select="ilo:sort-key(ilo:country(@code))"/>
                <xsl:variable name="host" select="."/>
                <row>
                  <cell head="yes"><link to="host-{@code}"><xsl:value-of select="ilo:country(@code)"/></link></cell>
                  <xsl:for-each select="$d/p:state">
                    <xsl:variable name="posts" select="$host/p:posts[@state = current()/@code]"/>
                    <xsl:choose>
                      <xsl:when test="$posts"><cell kind="tile" tile="number" title="{ilo:text('deployment.by', ilo:country($posts/@by))}"><xsl:value-of select="ilo:number($posts/@officers)"/></cell></xsl:when>
                      <xsl:otherwise><cell kind="tile" tile="none"><xsl:value-of select="ilo:text('coverage.sign.none')"/></cell></xsl:otherwise>
                    </xsl:choose>
                  </xsl:for-each>
                  <cell kind="number"><b><xsl:value-of select="ilo:number(@officers)"/></b></cell>
                </row>
              </xsl:for-each>
              <row kind="total">
                <cell head="yes"><xsl:value-of select="ilo:text('total')"/></cell>
                <xsl:for-each select="$d/p:state"><cell kind="tile"><xsl:value-of select="ilo:number(@officers)"/></cell></xsl:for-each>
                <cell kind="number"><b><xsl:value-of select="ilo:number($d/@officers)"/></b></cell>
              </row>
            </body>
            <foot><p><xsl:value-of select="ilo:text('deployment.foot')"/></p></foot>
          </table>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('deployment.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="arrangements">
    <xsl:variable name="records" select="key('field', 'A3')/n:entry/n:record[@kind = 'arrangement']"/>
    <section id="arrangements" title="{ilo:label('fields', 'A3')}">
      <xsl:choose>
        <xsl:when test="$records">
          <table id="t-arrangements" kind="text" title="{ilo:text('table.arrangements')}" subtitle="{ilo:text('subtitle.period', ilo:period($now))}">
            <col kind="head"/><col kind="short"/><col kind="short"/><col kind="text"/><col kind="short"/>
            <head><row>
              <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.by')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.for')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.what')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.reporter')"/></cell>
            </row></head>
            <body>
              <xsl:for-each select="$records">
                <xsl:sort select="ilo:sort-key(ilo:country(ancestor::n:network/@host))"/>
                <row>
                  <cell head="yes"><link to="host-{ancestor::n:network/@host}"><xsl:value-of select="ilo:country(ancestor::n:network/@host)"/></link></cell>
                  <cell><xsl:value-of select="ilo:country(@by)"/></cell>
                  <cell><xsl:call-template name="countries"><xsl:with-param name="codes" select="@for"/></xsl:call-template></cell>
                  <cell><xsl:call-template name="pairs-few"/></cell>
                  <cell><xsl:value-of select="ilo:state-code(../@reporter)"/></cell>
                </row>
              </xsl:for-each>
            </body>
          </table>
        </xsl:when>
        <xsl:otherwise><p kind="nothing"><xsl:value-of select="ilo:text('nothing')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- What is arranged; transform may name the attribute otherwise, as the
       record's own kind stands in the way. -->
  <xsl:template name="pairs-few">
    <xsl:for-each select="@*[not(contains(' line path kind by for ', concat(' ', name(), ' ')))]">
      <xsl:if test="position() &gt; 1">; </xsl:if>
      <xsl:value-of select="ilo:text-or(concat('value.', .), .)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- One field over all host countries: host, reporter, what they say. -->
  <xsl:template name="over-hosts">
    <xsl:param name="id"/>
    <xsl:variable name="fields" select="key('field', $id)[n:entry]"/>
    <xsl:if test="$fields">
      <section id="field-{$id}" title="{ilo:label('fields', $id)}">
        <table id="t-field-{$id}" kind="text" title="{ilo:label('fields', $id)}" subtitle="{ilo:text('table.field.sub', ilo:period($now), ilo:property('fields', $id, 'basis'))}">
          <col kind="head"/><col kind="narrow"/><col kind="text"/>
          <head><row>
            <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.reporter')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.statement')"/></cell>
          </row></head>
          <body>
            <xsl:for-each select="$fields">
              <xsl:sort select="ilo:sort-key(ilo:country(../@host))"/>
              <xsl:variable name="host" select="../@host"/>
              <xsl:variable name="name" select="ilo:country($host)"/>
              <xsl:for-each select="n:entry">
                <row>
                  <cell head="yes"><link to="host-{$host}"><xsl:value-of select="$name"/></link></cell>
                  <cell><xsl:value-of select="ilo:state-code(@reporter)"/></cell>
                  <cell><xsl:apply-templates select="." mode="short"/></cell>
                </row>
              </xsl:for-each>
            </xsl:for-each>
          </body>
        </table>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
