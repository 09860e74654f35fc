<?xml version="1.0" encoding="UTF-8"?>
<!-- Annexes E to G: methods, acts, provenance. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="annex-methods">
    <section id="annex-methods" kind="annex" title="{ilo:text('annex.methods')}">
      <p><xsl:value-of select="ilo:text('methods.text')"/></p>
      <facts>
        <xsl:for-each select="/p:page/c:codelist[@id = 'methods']/c:code">
          <fact label="{ilo:label('methods', @id)}">
            <p><code><xsl:value-of select="@id"/></code></p>
            <xsl:for-each select="c:property"><p><xsl:value-of select="normalize-space(.)"/></p></xsl:for-each>
            <xsl:for-each select="c:note"><p><xsl:value-of select="normalize-space(.)"/></p></xsl:for-each>
          </fact>
        </xsl:for-each>
      </facts>
    </section>
  </xsl:template>

  <xsl:template name="annex-acts">
    <section id="annex-acts" kind="annex" title="{ilo:text('annex.acts')}">
      <facts>
        <xsl:for-each select="/p:page/c:codelist[@id = 'acts']/c:code">
          <fact label="{ilo:label('acts', @id)}">
            <p><xsl:value-of select="normalize-space(c:property[@name = 'title'])"/><xsl:text> (</xsl:text><xsl:value-of select="normalize-space(c:property[@name = 'oj'])"/>)</p>
            <xsl:for-each select="c:note"><p kind="small"><xsl:value-of select="normalize-space(.)"/></p></xsl:for-each>
          </fact>
        </xsl:for-each>
      </facts>
    </section>
  </xsl:template>

  <xsl:template name="annex-provenance">
    <section id="annex-provenance" kind="annex" title="{ilo:text('annex.provenance')}">
      <p><xsl:value-of select="ilo:text('provenance.text')"/></p>
      <p><xsl:value-of select="ilo:text('provenance.why')"/></p>
      <p><code>ilo why -a <em><xsl:value-of select="ilo:text('provenance.archive')"/></em><xsl:text> </xsl:text><xsl:value-of select="$now"/><xsl:text> </xsl:text><em><xsl:value-of select="ilo:text('provenance.figure')"/></em></code></p>
      <table id="t-inputs" kind="text" title="{ilo:text('table.inputs')}" subtitle="{ilo:text('table.inputs.sub')}">
        <col kind="short"/><col kind="text"/><col kind="text"/>
        <head><row>
          <cell><xsl:value-of select="ilo:text('col.semester')"/></cell>
          <cell>networks.xml</cell>
          <cell>flows.csv</cell>
        </row></head>
        <body>
          <xsl:for-each select="$statistics/s:inputs/s:input">
            <row>
              <cell head="yes"><xsl:value-of select="@semester"/><xsl:if test="@known-at"><ci><xsl:value-of select="ilo:text('table.inputs.vintage', ilo:period(substring(@known-at, 1, 10)))"/></ci></xsl:if></cell>
              <cell><code><xsl:value-of select="@networks"/></code></cell>
              <cell><code><xsl:value-of select="@flows"/></code></cell>
            </row>
          </xsl:for-each>
        </body>
      </table>
      <facts>
        <fact label="{ilo:text('provenance.known-at')}"><xsl:value-of select="$networks/@known-at"/></fact>
        <fact label="{ilo:text('provenance.confidence')}"><xsl:value-of select="ilo:number($statistics/s:parameters/@confidence, 2)"/></fact>
        <fact label="{ilo:text('provenance.small')}"><xsl:value-of select="ilo:number($statistics/s:parameters/@small-number)"/></fact>
        <fact label="{ilo:text('provenance.mirror')}"><xsl:value-of select="ilo:number($statistics/s:parameters/@mirror-factor, 1)"/></fact>
        <fact label="{ilo:text('provenance.seed')}"><code><xsl:value-of select="$statistics/s:parameters/@seed"/></code></fact>
      </facts>
    </section>
  </xsl:template>
</xsl:stylesheet>
